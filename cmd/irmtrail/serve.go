package main

import (
	"context"
	"net"

	"github.com/spf13/cobra"

	"github.com/irmtrail/irmtrail/corpus/store"
	"github.com/irmtrail/irmtrail/index"
	"github.com/irmtrail/irmtrail/index/web"
)

const defaultListen = "127.0.0.1:8080"

func (a *app) serveCmd() *cobra.Command {
	var listen string
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Answer on HTTP: pages for people, an API for programs",
		Long: `Serve pages and the API until stopped. Records and index are opened for reading only; runs may go
on beside it, and a new generation of the index is taken up without a gap. The API is described at /openapi.json.`,
		Args: exactly(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), listen) },
	}
	cmd.Flags().StringVar(&listen, "listen", defaultListen, "address to answer on")
	return cmd
}

func (a *app) serve(ctx context.Context, listen string) error {
	return a.reading(ctx, func(s *store.Store) (err error) {
		live, err := index.NewLive(a.indexDir(), s)
		if err != nil {
			return err
		}
		defer closing(&err, live.Close)
		handler, err := web.New(web.Config{
			Store: s, Search: live, Version: version, Log: a.log,
			Payload: payloads{s, a.archiveReader()}.Original,
		})
		if err != nil {
			return err
		}
		return web.Serve(ctx, listen, handler, a.log, func(addr net.Addr) {
			a.say("irmtrail answers on http://%s/ (API: /api/v1, description: /openapi.json). Stop with Ctrl-C.\n", addr)
		})
	})
}
