# Nodes live in network namespaces of their own, each at the far end of a cable (a veth pair) from the host. There is no
# bridge, no forwarding and no packet filter rule on the host: what a node can reach is the host's end of its cable.
# shellcheck shell=bash

# Rootless, the fake nodes are on 127.0.0.1 instead, where the API server refuses to proxy to them.
isolated() { [[ $(<"$run/mode") == isolated ]]; }

# plug NETNS CABLE HOST-END FAR-END: creates the namespace and its cable; $run/networks remembers what is ours to delete.
plug() {
	local netns=$1 cable=$2 host_end=$3 far_end=$4
	grep -qsx "$netns $cable" "$run/networks" && [[ -e /run/netns/$netns ]] && return
	[[ ! -e /run/netns/$netns ]] ||
		fail "the network namespace $netns belongs to another testbed; choose another YAGURA_TESTBED_INSTANCE"
	ip netns add "$netns" || fail "this host does not allow network namespaces (as root, with CAP_SYS_ADMIN and CAP_NET_ADMIN)"
	echo "$netns $cable" >>"$run/networks"
	ip link add "$cable" type veth peer name eth0 netns "$netns" || fail "this host's kernel has no veth devices"
	ip addr add "$host_end/30" dev "$cable"
	ip link set "$cable" up
	ip -n "$netns" link set lo up
	ip -n "$netns" addr add "$far_end/30" dev eth0
	ip -n "$netns" link set eth0 up
	ip -n "$netns" route add default via "$host_end"
}

# The kernel takes a namespace away when it finds the time; the cable, and the routes over it, go at once.
unplug_all() {
	local netns cable
	[[ -s $run/networks ]] || return 0
	while read -r netns cable; do
		[[ ! -e /sys/class/net/$cable ]] || ip link delete "$cable"
		[[ ! -e /run/netns/$netns ]] || ip netns delete "$netns"
	done <"$run/networks"
	rm "$run/networks"
}
