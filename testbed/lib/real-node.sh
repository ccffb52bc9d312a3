# A real node: containerd and a kubelet in network, mount and pid namespaces of their own (see node-init). It is one
# recorded process: when that dies, the kernel ends every process of the node and takes its mounts away.
# shellcheck shell=bash

start_real_node() {
	local node=$run/$real_node cgroup=yagura-$instance-$real_node bridge=ygr$instance-br snapshotter cni_plugins
	snapshotter=$(snapshotter_for "$run")
	cni_plugins=$(cni_plugins)
	mkdir -p "$node/cni"
	: >"$node/resolv.conf"
	[[ -e $node/images.tar ]] || "$bin/images" "$node/images.tar" "$bin/pause" "$(busybox)"
	render containerd.toml >"$node/containerd.toml"
	render kubelet.yaml >"$node/kubelet.yaml"
	make_cgroups "$cgroup"
	start "$real_node" nsenter "--net=/run/netns/$real_netns" \
		unshare --mount --propagation private --pid --fork --kill-child \
		"$testbed/lib/node-init" "$node" "$bin" "$run/node.kubeconfig" "$real_node" "$real_far_end"

	wait_for 90 "the node has been given addresses for its pods" "$real_node" node_has_pod_addresses
	local pod_addresses
	pod_addresses=$(pod_addresses)
	render cni.json >"$node/cni/10-testbed.conflist"
	# The API server proxies to pods from the host.
	ip route replace "$pod_addresses" via "$real_far_end"
	admin wait --for condition=Ready --timeout 90s node "$real_node" >/dev/null || give_up "$real_node is not Ready" "$real_node"
	step "real node $real_node Ready"
}

pod_addresses() { admin get node "$real_node" --output 'jsonpath={.spec.podCIDR}'; }
node_has_pod_addresses() { [[ -n $(pod_addresses) ]]; }

# A cgroup root of its own, or a kubelet would end the pods of another on this host as orphans of its own.
make_cgroups() {
	local root controller
	for root in $(cgroup_roots); do
		# Version 2: a group has the controllers that its parent hands down, and the kubelet refuses a root without these.
		for controller in cpu cpuset hugetlb memory pids; do
			! grep -qsw $controller "$root/cgroup.controllers" || echo "+$controller" >"$root/cgroup.subtree_control" ||
				fail "this host does not hand the cgroup controller $controller down"
		done
		mkdir -p "$root/$1"
		# Version 1: a new cpuset is empty, and nothing can run in it.
		if [[ -e $root/cpuset.mems && ! -e $root/cgroup.controllers ]]; then
			cat "$root/cpuset.cpus" >"$root/$1/cpuset.cpus"
			cat "$root/cpuset.mems" >"$root/$1/cpuset.mems"
		fi
	done
}

remove_cgroups() {
	local root
	for root in $(cgroup_roots); do
		[[ ! -d $root/$1 ]] || find "$root/$1" -depth -type d -exec rmdir {} +
	done
}

# Where a hierarchy is mounted: one of version 2, or one for each controller of version 1.
cgroup_roots() {
	if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
		echo /sys/fs/cgroup
	else
		find /sys/fs/cgroup -mindepth 1 -maxdepth 1 -type d -exec test -e '{}/cgroup.procs' ';' -print
	fi
}

# Overlay mounts do not stack on an overlay file system (a container's); copies do.
snapshotter_for() {
	case $(stat --file-system --format %T "$1") in
	overlayfs) echo native ;;
	*) echo overlayfs ;;
	esac
}

cni_plugins() {
	local dir
	for dir in /usr/lib/cni /opt/cni/bin; do
		[[ ! -x $dir/bridge ]] || { echo "$dir"; return; }
	done
	return 1
}

busybox() { type -P busybox; }
