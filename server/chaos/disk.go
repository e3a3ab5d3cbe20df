package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
	"unsafe"
)

// disk is an ext4 file system in a file, mounted over a loop device: a disk whose power
// can be cut and which can be full, without harm to any other.
type disk struct {
	image string
	at    string // where it is mounted
}

const diskSize = 768 << 20 // bytes

// newDisk makes a disk. Where loop devices are not allowed, the error says so.
func newDisk(dir string) (d *disk, err error) {
	d = &disk{filepath.Join(dir, "disk.img"), filepath.Join(dir, "disk")}
	if err := os.Mkdir(d.at, 0o755); err != nil {
		return nil, err
	}
	f, err := os.Create(d.image)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(f.Truncate(diskSize), f.Close()); err != nil {
		return nil, err
	}
	if err := quietly("mkfs.ext4", "-q", "-F", "-m", "0", d.image); err != nil {
		return nil, err
	}
	if err := d.mount(); err != nil {
		return nil, err
	}
	return d, os.Chmod(d.at, 0o755)
}

func (d *disk) mount() error { return quietly("mount", "-o", "loop", d.image, d.at) }

// unmount takes the disk away, as soon as nobody has anything of it open.
func (d *disk) unmount() (err error) {
	for until := time.Now().Add(patience); time.Now().Before(until); <-time.After(20 * time.Millisecond) {
		if err = syscall.Unmount(d.at, 0); err == nil || errors.Is(err, syscall.EINVAL) {
			return nil
		}
	}
	return fmt.Errorf("unmount %s: %w", d.at, err)
}

// cut cuts the power: nothing that is not on the disk by now ever will be.
func (d *disk) cut() error {
	const shutdown, noLogFlush = 0x8004587d, uint32(2) // EXT4_IOC_SHUTDOWN, EXT4_GOING_FLAGS_NOLOGFLUSH
	f, err := os.Open(d.at)
	if err != nil {
		return err
	}
	defer f.Close()
	flag := noLogFlush
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), shutdown, uintptr(unsafe.Pointer(&flag))); errno != 0 {
		return fmt.Errorf("cut the power of %s: %w", d.at, errno)
	}
	return nil
}

// back brings the power back: what was not on the disk is gone.
func (d *disk) back() error { return errors.Join(d.unmount(), d.mount()) }

// fill leaves no room on the disk; free makes room again.
func (d *disk) fill() error {
	f, err := os.Create(d.ballast())
	if err != nil {
		return err
	}
	defer f.Close()
	size := int64(0)
	for step := int64(64 << 20); step >= 4<<10; step /= 2 {
		for syscall.Fallocate(int(f.Fd()), 0, size, step) == nil {
			size += step
		}
	}
	return nil
}

func (d *disk) free() error {
	err := os.Remove(d.ballast())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

func (d *disk) ballast() string { return filepath.Join(d.at, "ballast") }

// quietly runs a program that has nothing to say unless it fails.
func quietly(name string, args ...string) error {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}
