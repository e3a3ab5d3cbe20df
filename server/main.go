// Ringain serves open coordination meetings: pages, calendar feeds and live rooms.
//
//	ringain serve [flags]        serve an installation
//	ringain link [flags]         write a one-time link by which the first administrator signs in;
//	                             with --new first, one that makes a new administrator
//	ringain bounce ADDRESS [flags]  read from a mail server a letter that came back to an address
//	ringain phone CODE [flags]   ring in to the meeting with that code, to try it
//	ringain verify [flags]       look through all that is kept, and say what is wrong with it
//	ringain backup DIR [flags]   copy all that is kept to a new folder, also while it is served
//	ringain restore DIR [flags]  put a backup back, as a new installation
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
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"ringain/server/node"
	"ringain/server/phone"
	"ringain/server/upkeep"
)

// tryAgain tells a mail server to hand a message over again later: EX_TEMPFAIL of sysexits.h.
const tryAgain = 75

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "ringain:", err)
		if len(os.Args) > 1 && os.Args[1] == "bounce" {
			os.Exit(tryAgain)
		}
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, out io.Writer) error {
	if len(args) == 0 {
		return errors.New("say what to do: ringain serve, link, phone, verify, backup, restore or bounce; -h after it lists the settings")
	}
	flags, about := args[1:], ""
	if slices.Contains([]string{"phone", "backup", "restore", "bounce"}, args[0]) && len(flags) > 0 {
		about, flags = flags[0], flags[1:]
	}
	somebodyNew := args[0] == "link" && len(flags) > 0 && strings.TrimLeft(flags[0], "-") == "new" && flags[0] != "new"
	if somebodyNew {
		flags = flags[1:]
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
		return node.WriteLink(ctx, config, somebodyNew, out, log)
	case "phone":
		base := cmp.Or(config.Origin, "http://"+config.Addr)
		return phone.Try(ctx, phone.NewTelephone(base, []byte(config.PhoneKey)), about, os.Stdin, out)
	case "bounce":
		return node.Bounce(ctx, config, about, os.Stdin, log)
	case "verify":
		return upkeep.Report(ctx, installation(config, log), out, time.Now())
	case "backup":
		return upkeep.Backup(ctx, installation(config, log), about, out, time.Now())
	case "restore":
		return upkeep.Restore(ctx, installation(config, log), about, out)
	}
	return fmt.Errorf("there is no %q: ringain serve, link, phone, verify, backup, restore or bounce", args[0])
}

// installation is where the settings say that an installation is kept.
func installation(c node.Config, log *slog.Logger) upkeep.Installation {
	place := cmp.Or(c.Files, filepath.Join(c.Data, "files"))
	return upkeep.Installation{Database: cmp.Or(c.Database, filepath.Join(c.Data, "ringain.db")), Files: place, Data: c.Data, Log: log}
}
