package files

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// bucket is a place that speaks S3. An object is there when its whole content has come
// and its checksum was right.
type bucket struct {
	*minio.Client
	name string
}

const prefix = "files/"

func openBucket(address string) (b bucket, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return b, fmt.Errorf("the address of the bucket cannot be read") // its error would show the secret
	}
	secret, _ := u.User.Password()
	b.name = strings.Trim(u.Path, "/")
	b.Client, err = minio.New(u.Host, &minio.Options{Creds: credentials.NewStaticV4(u.User.Username(), secret, ""),
		Secure: u.Query().Get("insecure") != "true", Region: u.Query().Get("region"), MaxRetries: 1})
	return b, err
}

// put tries a few times, and reads the spool anew each time: a line that was cut may
// still be reading it.
func (b bucket) put(ctx context.Context, key string, spool *os.File, size int64) (err error) {
	for range 3 {
		content := io.NewSectionReader(spool, 0, size)
		_, err = b.PutObject(ctx, b.name, prefix+key, content, size, minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true, SendContentMd5: true})
		if err == nil || ctx.Err() != nil {
			return err
		}
	}
	return err
}

func (b bucket) open(ctx context.Context, key string) (io.ReadSeekCloser, int64, error) {
	o, err := b.GetObject(ctx, b.name, prefix+key, minio.GetObjectOptions{})
	if err != nil {
		return nil, 0, err
	}
	info, err := o.Stat()
	if err != nil {
		o.Close()
		if minio.ToErrorResponse(err).StatusCode == http.StatusNotFound {
			return nil, 0, ErrNone
		}
		return nil, 0, err
	}
	return o, info.Size, nil
}

func (b bucket) remove(ctx context.Context, key string) error {
	return b.RemoveObject(ctx, b.name, prefix+key, minio.RemoveObjectOptions{})
}

func (b bucket) each(ctx context.Context, under string, visit func(entry) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for o := range b.ListObjects(ctx, b.name, minio.ListObjectsOptions{Prefix: prefix + under, Recursive: true}) {
		if o.Err != nil {
			return o.Err
		}
		if err := visit(entry{strings.TrimPrefix(o.Key, prefix), o.Size, o.LastModified}); err != nil {
			return err
		}
	}
	return nil
}
