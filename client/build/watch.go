package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/evanw/esbuild/pkg/api"
)

// rebuild builds at every change of a source until it is interrupted. What is
// wrong is told, and the last good build stays.
func rebuild(dir string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	opts := options(dir)
	opts.Plugins = append(opts.Plugins, api.Plugin{Name: "write", Setup: func(b api.PluginBuild) {
		b.OnEnd(func(result *api.BuildResult) (api.OnEndResult, error) {
			if len(result.Errors) > 0 {
				return api.OnEndResult{}, nil // esbuild tells
			}
			if _, err := write(dir, *result, false); err != nil {
				fmt.Fprintln(os.Stderr, err)
			}
			return api.OnEndResult{}, nil
		})
	}})
	opts.LogLevel = api.LogLevelInfo
	builder, failed := api.Context(opts)
	if failed != nil {
		return failed
	}
	defer builder.Dispose()
	if err := builder.Watch(api.WatchOptions{}); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
