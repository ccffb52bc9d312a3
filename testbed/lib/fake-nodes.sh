# Nodes that exist only as objects: kwok plays their kubelets, and pods on them are Running at once.
# shellcheck shell=bash

# start_fake_nodes COUNT
start_fake_nodes() {
	local count=$1 far_end=127.0.0.1 within=()
	if isolated; then
		far_end=$kwok_far_end
		within=(nsenter "--net=/run/netns/$kwok_netns")
	fi
	write_canned_answers
	admin apply --server-side --kustomize "$bin/kwok-kustomize/crd" >/dev/null
	admin wait --for condition=Established --timeout 60s crd --all >/dev/null
	admin apply --server-side --kustomize "$bin/kwok-kustomize/stage/fast" >/dev/null
	admin apply --server-side --filename "$bin/kwok-kustomize/metrics/resource/metrics-resource.yaml" >/dev/null
	render fake-answers.yaml | admin apply --server-side --filename - >/dev/null
	# An exec into a fake pod runs a command of this host, and kwok asks nobody who they are. In a namespace that only root
	# enters, as nobody: fine. On 127.0.0.1, where every user of the host would come in as us: not at all.
	! isolated || admin apply --server-side --filename "$testbed/config/fake-exec.yaml" >/dev/null
	render kwok.yaml >"$run/config/kwok.yaml"
	start kwok "${within[@]}" "$bin/kwok" --kubeconfig "$run/kwok.kubeconfig" --config "$run/config/kwok.yaml"
	fake_nodes "$count" | admin apply --server-side --filename - >/dev/null
	admin wait --for condition=Ready --timeout 120s node --selector type=kwok >/dev/null || give_up "fake nodes are not Ready" kwok
	step "$count fake nodes Ready"
}

fake_nodes() {
	local index name zone zones=(a b c)
	for ((index = 0; index < $1; index++)); do
		printf -v name kwok-%03d "$index"
		zone=sim-1${zones[index % 3]}
		render fake-node.yaml
	done
}

# The logs that every fake container has, and what follows them.
write_canned_answers() {
	[[ ! -d $run/fake ]] || return 0
	mkdir -p "$run/fake"
	local -x TZ=UTC
	local now count
	now=$(date +%s)
	for ((count = 0; count < 200; count++)); do fake_log_line $((now - 200 + count)) $count "request handled"; done \
		>"$run/fake/app.log"
	printf '%(%FT%T)T.000000000Z stderr F panic: something went wrong\n' "$now" >"$run/fake/previous.log"
	start fake-logger "$testbed/lib/fake-logger" "$run/fake/app.log"
}

fake_log_line() { printf '%(%FT%T)T.000000000Z stdout F {"level":"info","seq":%d,"msg":"%s"}\n' "$@"; }
