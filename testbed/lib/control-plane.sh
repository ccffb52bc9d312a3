# etcd, the API server, the controller manager and the scheduler, all on 127.0.0.1.
# shellcheck shell=bash

start_control_plane() {
	mkdir -p "$run/config"
	cp "$testbed/config/audit-policy.yaml" "$run/config/"
	render scheduler.yaml >"$run/config/scheduler.yaml"
	start_etcd
	start_api_server
	! isolated || start_relay
	wait_for 120 "the API server is ready" kube-apiserver admin get --raw /readyz
	step "API server ready on https://127.0.0.1:$api_port"
	start_controllers
	start_scheduler
	wait_for 60 "the controller manager has made a service account" kube-controller-manager \
		admin get serviceaccount default --namespace default
	wait_for 60 "the scheduler is ready" kube-scheduler scheduler_ready
	step "controller manager and scheduler at work"
	render users.yaml | admin apply --server-side --filename - >/dev/null
}

start_etcd() {
	local client=https://127.0.0.1:$etcd_port peer=http://127.0.0.1:$etcd_peer_port
	start etcd "$bin/etcd" --name testbed --data-dir "$run/etcd" --log-level warn \
		--listen-client-urls "$client" --advertise-client-urls "$client" \
		--listen-peer-urls "$peer" --initial-advertise-peer-urls "$peer" --initial-cluster "testbed=$peer" \
		--cert-file "$pki/etcd-server.crt" --key-file "$pki/etcd-server.key" \
		--client-cert-auth --trusted-ca-file "$pki/etcd-ca.crt" \
		--unsafe-no-fsync --quota-backend-bytes 8589934592 \
		--auto-compaction-mode periodic --auto-compaction-retention 5m
}

start_api_server() {
	# Where nodes find it, and what the service `kubernetes` points to. A loopback address is refused for the latter.
	local advertise=(--advertise-address 127.0.0.1 --endpoint-reconciler-type none)
	! isolated || advertise=(--advertise-address "$kwok_host_end")
	start kube-apiserver "$bin/kube-apiserver" --bind-address 127.0.0.1 --secure-port "$api_port" "${advertise[@]}" \
		--etcd-servers "https://127.0.0.1:$etcd_port" --etcd-cafile "$pki/etcd-ca.crt" \
		--etcd-certfile "$pki/etcd-client.crt" --etcd-keyfile "$pki/etcd-client.key" \
		--tls-cert-file "$pki/apiserver.crt" --tls-private-key-file "$pki/apiserver.key" \
		--client-ca-file "$pki/ca.crt" --token-auth-file "$pki/tokens.csv" \
		--authorization-mode Node,RBAC --enable-admission-plugins NodeRestriction --allow-privileged \
		--kubelet-certificate-authority "$pki/ca.crt" --kubelet-preferred-address-types InternalIP,Hostname \
		--kubelet-client-certificate "$pki/apiserver-kubelet-client.crt" \
		--kubelet-client-key "$pki/apiserver-kubelet-client.key" \
		--requestheader-client-ca-file "$pki/front-proxy-ca.crt" --requestheader-allowed-names front-proxy-client \
		--requestheader-extra-headers-prefix X-Remote-Extra- \
		--requestheader-group-headers X-Remote-Group --requestheader-username-headers X-Remote-User \
		--proxy-client-cert-file "$pki/front-proxy-client.crt" --proxy-client-key-file "$pki/front-proxy-client.key" \
		--service-account-issuer https://kubernetes.default.svc.cluster.local \
		--service-account-key-file "$pki/service-accounts.pub" \
		--service-account-signing-key-file "$pki/service-accounts.key" \
		--service-cluster-ip-range "$service_cidr" --event-ttl 1h --v 1 \
		--delete-collection-workers 16 --max-requests-inflight 2000 --max-mutating-requests-inflight 1000 \
		--audit-policy-file "$run/config/audit-policy.yaml" --audit-log-path "$run/audit.log" \
		--audit-log-maxsize 200 --audit-log-maxbackup 1
}

start_relay() {
	start relay "$bin/relay" "$kwok_host_end:$api_port" "127.0.0.1:$api_port"
}

start_controllers() {
	local kubeconfig=$run/controllers.kubeconfig
	start kube-controller-manager "$bin/kube-controller-manager" --kubeconfig "$kubeconfig" \
		--authentication-kubeconfig "$kubeconfig" --authorization-kubeconfig "$kubeconfig" \
		--bind-address 127.0.0.1 --secure-port "$controllers_port" \
		--tls-cert-file "$pki/controllers.crt" --tls-private-key-file "$pki/controllers.key" \
		--leader-elect=false --use-service-account-credentials --root-ca-file "$pki/ca.crt" \
		--service-account-private-key-file "$pki/service-accounts.key" \
		--cluster-signing-cert-file "$pki/ca.crt" --cluster-signing-key-file "$pki/ca.key" \
		--requestheader-client-ca-file "$pki/front-proxy-ca.crt" \
		--allocate-node-cidrs --cluster-cidr "$pod_cidr" --node-cidr-mask-size 24 \
		--service-cluster-ip-range "$service_cidr" --node-monitor-grace-period 40s \
		--kube-api-qps 1000 --kube-api-burst 2000 --concurrent-deployment-syncs 20 --concurrent-replicaset-syncs 40 \
		--concurrent-gc-syncs 40 --concurrent-namespace-syncs 20 --terminated-pod-gc-threshold 500 \
		--horizontal-pod-autoscaler-sync-period 5s --horizontal-pod-autoscaler-initial-readiness-delay 5s \
		--horizontal-pod-autoscaler-cpu-initialization-period 30s --v 1
}

start_scheduler() {
	local kubeconfig=$run/scheduler.kubeconfig
	start kube-scheduler "$bin/kube-scheduler" --config "$run/config/scheduler.yaml" \
		--authentication-kubeconfig "$kubeconfig" --authorization-kubeconfig "$kubeconfig" \
		--bind-address 127.0.0.1 --secure-port "$scheduler_port" \
		--tls-cert-file "$pki/scheduler.crt" --tls-private-key-file "$pki/scheduler.key" --v 1
}

scheduler_ready() { admin --server "https://127.0.0.1:$scheduler_port" get --raw /readyz; }
