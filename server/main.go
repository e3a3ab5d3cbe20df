// Ringain serves open coordination meetings: pages, calendar feeds and live rooms.
//
//	ringain serve [flags]        serve an installation
//	ringain link [flags]         write a one-time link by which an organiser signs in
//	ringain phone CODE [flags]   ring in to the meeting with that code, to try it
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"ringain/server/node"
	"ringain/server/phone"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "ringain:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say what to do: ringain serve, ringain link or ringain phone; -h after it lists the settings")
	}
	flags, code := args[1:], ""
	if args[0] == "phone" && len(flags) > 0 {
		code, flags = flags[0], flags[1:]
	}
	config, err := node.ReadConfig("ringain "+args[0], flags, os.LookupEnv)
	if err != nil {
		return err
	}
	var level slog.Level
	if err := level.UnmarshalText([]byte(config.Log)); err != nil {
		return fmt.Errorf("the log level: %w", err)
	}
	log := slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level}))
	switch args[0] {
	case "serve":
		return node.Run(ctx, config, out, log)
	case "link":
		return node.WriteLink(ctx, config, out, log)
	case "phone":
		base := cmp.Or(config.Origin, "http://"+config.Addr)
		return phone.Try(ctx, phone.NewTelephone(base, []byte(config.PhoneKey)), code, os.Stdin, out)
	}
	return fmt.Errorf("there is no %q: ringain serve, ringain link or ringain phone", args[0])
}
