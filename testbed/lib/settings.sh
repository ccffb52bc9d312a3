# Where things are and which addresses they have. Sourced by every script; changes nothing on the machine.
# shellcheck shell=bash disable=SC2034

testbed=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Several testbeds can stand side by side: each instance (0 to 9) has its own ports, addresses and namespaces.
instance=${YAGURA_TESTBED_INSTANCE:-0}
[[ $instance =~ ^[0-9]$ ]] || { echo "testbed: YAGURA_TESTBED_INSTANCE must be a digit, not '$instance'" >&2; exit 2; }

run=${YAGURA_TESTBED_RUN:-${XDG_STATE_HOME:-$HOME/.local/state}/yagura/testbed-$instance}
[[ $run == /* ]] || run=$PWD/$run
pki=$run/pki

cache=${XDG_CACHE_HOME:-$HOME/.cache}/yagura/testbed

api_port=$((16443 + instance * 100))
etcd_port=$((12379 + instance * 100))
etcd_peer_port=$((12380 + instance * 100))
controllers_port=$((11257 + instance * 100))
scheduler_port=$((11259 + instance * 100))
kwok_port=$((10247 + instance * 100))
metrics_port=$((14443 + instance * 100))
kubelet_port=10250

# 198.18.0.0/15 is set aside for test networks (RFC 2544), so it is on nobody's LAN; the API server takes it for a
# node's address where it would refuse 127.0.0.1 and 169.254.0.0/16. A cable is a /30: its host end and its far end.
kwok_netns=yagura-$instance-kwok
kwok_host_end=198.18.$instance.1
kwok_far_end=198.18.$instance.2
real_netns=yagura-$instance-real
real_host_end=198.18.$instance.5
real_far_end=198.18.$instance.6

pod_cidr=10.240.0.0/12 # a /24 for each node: up to 4,096 of them
service_cidr=10.96.0.0/16
real_node=real-1
dev_namespace=shop # the only namespace that the user `dev` may enter

# kubectl as the cluster's administrator, without a trace of the habits of the one who runs this.
admin() { KUBERC=off "$bin/kubectl" --kubeconfig "$run/admin.kubeconfig" --cache-dir "$run/kubectl-cache" "$@"; }
