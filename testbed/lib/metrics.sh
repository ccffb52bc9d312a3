# metrics-server on the host, behind the API server's aggregation layer.
# shellcheck shell=bash

start_metrics_server() {
	render metrics-server.yaml | admin apply --server-side --filename - >/dev/null
	start metrics-server "$bin/metrics-server" --kubeconfig "$run/metrics-server.kubeconfig" \
		--authentication-kubeconfig "$run/metrics-server.kubeconfig" \
		--authorization-kubeconfig "$run/metrics-server.kubeconfig" \
		--bind-address 127.0.0.1 --secure-port "$metrics_port" \
		--tls-cert-file "$pki/metrics-server.crt" --tls-private-key-file "$pki/metrics-server.key" \
		--kubelet-use-node-status-port --kubelet-preferred-address-types InternalIP \
		--kubelet-certificate-authority "$pki/ca.crt" --metric-resolution 15s
	wait_for 90 "metrics.k8s.io is available" metrics-server metrics_available
	step "metrics.k8s.io available (a node's figures come after two scrapes, half a minute)"
}

metrics_available() { admin get --raw /apis/metrics.k8s.io/v1beta1; }
