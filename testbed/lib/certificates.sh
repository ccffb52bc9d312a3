# Certificate authorities, certificates, kubeconfigs. Made once for a run directory.
# shellcheck shell=bash

make_certificates() {
	[[ ! -e $pki/complete ]] || return 0
	mkdir -p "$pki"
	authority ca yagura-testbed
	authority front-proxy-ca yagura-testbed-front-proxy
	authority etcd-ca yagura-testbed-etcd

	local here="IP:127.0.0.1,DNS:localhost" service
	service=DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:kubernetes.default.svc.cluster.local
	certificate etcd-server etcd-ca /CN=etcd "$here"
	certificate etcd-client etcd-ca /CN=kube-apiserver
	certificate apiserver ca /CN=kube-apiserver "$here,IP:$kwok_host_end,IP:10.96.0.1,$service"
	certificate apiserver-kubelet-client ca /O=system:masters/CN=kube-apiserver-kubelet-client
	certificate front-proxy-client front-proxy-ca /CN=front-proxy-client
	certificate controllers ca /CN=system:kube-controller-manager "$here"
	certificate scheduler ca /CN=system:kube-scheduler "$here"
	certificate kwok ca /O=system:masters/CN=kwok
	certificate kwok-server ca /CN=kwok "$here,IP:$kwok_far_end"
	certificate metrics-server ca /CN=system:metrics-server "$here"
	certificate node ca "/O=system:nodes/CN=system:node:$real_node" "IP:$real_far_end,DNS:$real_node"
	certificate admin ca /O=system:masters/CN=admin
	certificate dev ca /O=developers/CN=dev
	openssl ecparam -name prime256v1 -genkey -noout -out "$pki/service-accounts.key"
	openssl pkey -in "$pki/service-accounts.key" -pubout -out "$pki/service-accounts.pub"
	printf '%s,viewer,viewer,"viewers"\n' "$(openssl rand -hex 16)" >"$pki/tokens.csv"

	# People and components of this host use 127.0.0.1; what lives in a node's namespace uses the host's end of a cable.
	local near=https://127.0.0.1:$api_port far=https://127.0.0.1:$api_port name
	! isolated || far=https://$kwok_host_end:$api_port
	kubeconfig admin "$near" "$(with_certificate admin)"
	kubeconfig dev "$near" "$(with_certificate dev)" "$dev_namespace"
	kubeconfig viewer "$near" "token: $(cut -d, -f1 "$pki/tokens.csv")"
	for name in controllers scheduler metrics-server; do kubeconfig "$name" "$near" "$(with_certificate "$name")"; done
	for name in kwok node; do kubeconfig "$name" "$far" "$(with_certificate "$name")"; done
	touch "$pki/complete"
}

# authority NAME SUBJECT
authority() {
	openssl_quiet req -x509 -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 3650 -subj "/CN=$2" \
		-keyout "$pki/$1.key" -out "$pki/$1.crt" -addext keyUsage=critical,keyCertSign,cRLSign
}

# certificate NAME AUTHORITY SUBJECT [ALTERNATIVE-NAMES]: for a client, and for a server as well where it has names.
certificate() {
	local usage=clientAuth names=()
	[[ -z ${4:-} ]] || { usage=serverAuth,clientAuth; names=(-addext "subjectAltName=$4"); }
	openssl_quiet req -x509 -new -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 3650 -subj "$3" \
		-CA "$pki/$2.crt" -CAkey "$pki/$2.key" -keyout "$pki/$1.key" -out "$pki/$1.crt" \
		-addext basicConstraints=critical,CA:FALSE -addext "extendedKeyUsage=$usage" "${names[@]}"
}

openssl_quiet() {
	local said
	said=$(openssl "$@" 2>&1) || fail "openssl $1 failed: $said"
}

with_certificate() {
	printf '{client-certificate-data: %s, client-key-data: %s}' "$(base64 -w0 "$pki/$1.crt")" "$(base64 -w0 "$pki/$1.key")"
}

# kubeconfig USER SERVER CREDENTIALS [NAMESPACE]: the credentials as YAML, in one line.
kubeconfig() {
	local user=$1 server=$2 credentials=$3 namespace=${4:-default} trusted
	[[ $credentials == \{* ]] || credentials="{$credentials}"
	trusted=$(base64 -w0 "$pki/ca.crt")
	(umask 077 && render kubeconfig.yaml >"$run/$user.kubeconfig")
}
