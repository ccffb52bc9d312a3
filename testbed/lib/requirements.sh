# What must be on the machine, said all at once and with the name of the package that brings it.
# shellcheck shell=bash

# require_tools REAL: what every testbed needs, and what the real node needs besides where REAL is `yes`.
require_tools() {
	local missing=()
	[[ $(uname -s) == Linux ]] || fail "the testbed needs Linux (network namespaces, /proc); this is $(uname -s)"
	need openssl openssl
	need setsid util-linux
	if ! rootless; then
		need ip iproute2
		need nsenter util-linux
	fi
	if [[ $1 == yes ]]; then
		need unshare util-linux
		need containerd containerd
		need ctr containerd
		need runc runc
		need busybox busybox-static
		cni_plugins >/dev/null || missing+=("the CNI plugins bridge and host-local, in /usr/lib/cni or /opt/cni/bin (package containernetworking-plugins)")
	fi
	((${#missing[@]} == 0)) || {
		printf 'testbed: missing: %s\n' "${missing[@]}" >&2
		fail "install what is missing (Debian and Ubuntu: apt-get install PACKAGE) and try again"
	}
}

need() { type -P "$1" >/dev/null || missing+=("$1 (package $2)"); }

# What no package brings.
require_host_for_real_node() {
	local controller lacking=()
	! rootless || fail "the real node needs root; without it there are fake nodes only"
	for controller in cpu memory pids; do
		grep -qsw "$controller" /sys/fs/cgroup/cgroup.controllers || [[ -d /sys/fs/cgroup/$controller ]] || lacking+=("$controller")
	done
	((${#lacking[@]} == 0)) || fail "this host lacks cgroup controllers that the kubelet needs: ${lacking[*]}"
	[[ $(snapshotter_for "$run") == native ]] || grep -qsw overlay /proc/filesystems || modprobe -q overlay ||
		fail "this host's kernel has no overlay file system, which containerd needs"
	ldd "$(busybox)" >/dev/null 2>&1 && fail "$(busybox) is not static (package busybox-static)"
	# containerd binds a socket beside the node's files, and a socket's path may have 107 bytes.
	((${#run} <= 80)) || fail "the run directory's path is too long for a socket: $run"
	case $run/ in /run/* | /var/lib/* | /var/log/* | /var/run/*)
		fail "the real node hides /run, /var/lib and /var/log; put YAGURA_TESTBED_RUN elsewhere than $run" ;;
	esac
}
