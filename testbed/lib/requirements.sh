# What must be on the machine, said all at once and with the name of the package that brings it.
# shellcheck shell=bash

# missing_tools REAL: what every testbed needs, and the real node besides where REAL is `yes`; a line each: PACKAGE WHAT.
missing_tools() {
	need openssl openssl
	need util-linux setsid
	if ! rootless; then
		need iproute2 ip
		need util-linux nsenter
	fi
	[[ $1 == yes ]] || return 0
	need util-linux unshare
	need containerd containerd
	need containerd ctr
	need runc runc
	static_busybox || echo busybox-static a static busybox
	cni_plugins >/dev/null || echo containernetworking-plugins the CNI plugins, in /usr/lib/cni or /opt/cni/bin
}

need() { type -P "$2" >/dev/null || echo "$1 $2"; }

static_busybox() { busybox >/dev/null && ! ldd "$(busybox)" >/dev/null 2>&1; }

require_tools() {
	[[ $(uname -s) == Linux ]] || fail "the testbed needs Linux (network namespaces, /proc); this is $(uname -s)"
	local missing
	missing=$(missing_tools "$1")
	[[ -n $missing ]] || return 0
	while read -r package what; do echo "testbed: missing: $what (package $package)"; done <<<"$missing" >&2
	fail "install it (Debian and Ubuntu: apt-get install $(cut -d' ' -f1 <<<"$missing" | sort -u | paste -sd ' ')) and try again"
}

# What no package brings.
require_host_for_real_node() {
	local controller lacking=()
	! rootless || fail "the real node needs root; without it there are fake nodes only"
	for controller in cpu memory pids; do
		grep -qsw "$controller" /sys/fs/cgroup/cgroup.controllers || [[ -d /sys/fs/cgroup/$controller ]] ||
			lacking+=("$controller")
	done
	((${#lacking[@]} == 0)) || fail "this host lacks cgroup controllers that the kubelet needs: ${lacking[*]}"
	[[ $(snapshotter_for "$run") == native ]] || grep -qsw overlay /proc/filesystems || modprobe -q overlay ||
		fail "this host's kernel has no overlay file system, which containerd needs"
	# containerd binds a socket beside the node's files, and a socket's path may have 107 bytes.
	((${#run} <= 80)) || fail "the run directory's path is too long for a socket: $run"
	case $run/ in /run/* | /var/lib/* | /var/log/* | /var/run/*)
		fail "the real node hides /run, /var/lib and /var/log; put YAGURA_TESTBED_RUN elsewhere than $run" ;;
	esac
}
