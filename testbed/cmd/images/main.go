// Images packs the two container images that the real node runs into one OCI archive, so that nothing is pulled:
//
//	images images.tar PAUSE BUSYBOX
//
// PAUSE is the binary of cmd/pause, BUSYBOX a static busybox; the archive holds localhost/pause:1 and
// localhost/busybox:1. The same input gives the same bytes.
package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

type object = map[string]any

func main() {
	if len(os.Args) != 4 {
		log.Fatal("usage: images ARCHIVE PAUSE BUSYBOX")
	}
	archive := archive{blobs: map[string][]byte{}}
	archive.image("localhost/pause:1", pauseLayer(os.Args[2]), object{
		"Entrypoint": []string{"/pause"}, "User": "65535:65535",
	})
	archive.image("localhost/busybox:1", busyboxLayer(os.Args[3]), object{
		"Cmd": []string{"sh"}, "Env": []string{"PATH=/bin:/usr/bin"}, "WorkingDir": "/",
	})
	must(os.WriteFile(os.Args[1], archive.pack(), 0o644))
}

func pauseLayer(binary string) []byte {
	var layer layer
	layer.file("pause", read(binary), 0o755)
	return layer.bytes()
}

func busyboxLayer(binary string) []byte {
	var layer layer
	for _, dir := range strings.Fields("bin dev etc home proc root sys usr usr/bin var var/www") {
		layer.dir(dir, 0o755)
	}
	layer.dir("tmp", 0o1777)
	layer.file("bin/busybox", read(binary), 0o755)
	applets, err := exec.Command(binary, "--list").Output()
	must(err)
	for _, applet := range strings.Fields(string(applets)) {
		if applet != "busybox" {
			layer.link("bin/"+applet, "busybox")
		}
	}
	layer.link("usr/bin/env", "/bin/busybox")
	layer.file("etc/passwd", []byte("root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/sh\n"), 0o644)
	layer.file("etc/group", []byte("root:x:0:\nnogroup:x:65534:\n"), 0o644)
	layer.file("etc/profile", []byte("export PS1='\\h:\\w\\$ '\n"), 0o644)
	layer.file("var/www/index.html", []byte("<h1>hello from a real pod</h1>\n"), 0o644)
	return layer.bytes()
}

// archive is an OCI image layout in the making.
// https://github.com/opencontainers/image-spec/blob/main/image-layout.md
type archive struct {
	blobs     map[string][]byte
	digests   []string // in the order they were put, so that the archive does not depend on map order
	manifests []object
}

func (a *archive) put(mediaType string, blob []byte) object {
	digest := fmt.Sprintf("%x", sha256.Sum256(blob))
	if _, known := a.blobs[digest]; !known {
		a.digests = append(a.digests, digest)
	}
	a.blobs[digest] = blob
	return object{"mediaType": mediaType, "digest": "sha256:" + digest, "size": len(blob)}
}

func (a *archive) image(name string, layer []byte, config object) {
	blob := a.put("application/vnd.oci.image.layer.v1.tar", layer)
	manifest := a.put("application/vnd.oci.image.manifest.v1+json", encode(object{
		"schemaVersion": 2,
		"mediaType":     "application/vnd.oci.image.manifest.v1+json",
		"layers":        []object{blob},
		"config": a.put("application/vnd.oci.image.config.v1+json", encode(object{
			"architecture": runtime.GOARCH, "os": "linux", "config": config,
			"rootfs": object{"type": "layers", "diff_ids": []any{blob["digest"]}},
		})),
	}))
	manifest["platform"] = object{"architecture": runtime.GOARCH, "os": "linux"}
	manifest["annotations"] = object{"io.containerd.image.name": name}
	a.manifests = append(a.manifests, manifest)
}

func (a *archive) pack() []byte {
	var outer layer
	outer.file("oci-layout", []byte(`{"imageLayoutVersion":"1.0.0"}`), 0o644)
	outer.file("index.json", encode(object{
		"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": a.manifests,
	}), 0o644)
	outer.dir("blobs", 0o755)
	outer.dir("blobs/sha256", 0o755)
	for _, digest := range a.digests {
		outer.file("blobs/sha256/"+digest, a.blobs[digest], 0o644)
	}
	return outer.bytes()
}

// layer is a tar file in the making.
type layer struct {
	buffer bytes.Buffer
	writer *tar.Writer
}

func (l *layer) add(header tar.Header, data []byte) {
	if l.writer == nil {
		l.writer = tar.NewWriter(&l.buffer)
	}
	header.Size = int64(len(data))
	must(l.writer.WriteHeader(&header))
	_, err := l.writer.Write(data)
	must(err)
}

func (l *layer) dir(name string, mode int64) {
	l.add(tar.Header{Typeflag: tar.TypeDir, Name: name + "/", Mode: mode}, nil)
}

func (l *layer) file(name string, data []byte, mode int64) {
	l.add(tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: mode}, data)
}

func (l *layer) link(name, target string) {
	l.add(tar.Header{Typeflag: tar.TypeSymlink, Name: name, Linkname: target, Mode: 0o777}, nil)
}

func (l *layer) bytes() []byte {
	must(l.writer.Close())
	return l.buffer.Bytes()
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	must(err)
	return data
}

func encode(value any) []byte {
	data, err := json.Marshal(value)
	must(err)
	return data
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
