package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"syscall"
	"time"
)

// Limits of the server. A client that sends its header slowly is cut off after readHeaderTimeout; one that reads slowly,
// after writeTimeout, but for the bytes of originals, see originalTimeout.
const (
	readHeaderTimeout = 5 * time.Second
	readTimeout       = 10 * time.Second
	writeTimeout      = 30 * time.Second
	idleTimeout       = 60 * time.Second
	maxHeaderBytes    = 16 << 10
	shutdownTimeout   = 10 * time.Second
)

// Serve answers requests on addr ("127.0.0.1:8080") until the context ends; then it lets running requests finish for up
// to 10 seconds and returns nil. Once the port is ours, listening, unless nil, is called with the address: that of addr,
// with the port that the system chose where addr names port 0. The error wraps syscall.EADDRINUSE when the port is taken.
func Serve(ctx context.Context, addr string, h http.Handler, log *slog.Logger, listening func(addr net.Addr)) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%s is taken: another program, perhaps another irmtrail, listens there: %w", addr, err)
	}
	if err != nil {
		return fmt.Errorf("listen on %s: %w", addr, err)
	}
	if listening != nil {
		listening(l.Addr())
	}
	return serve(ctx, l, h, log)
}

func serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	server := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	log.Info("listening", "url", "http://"+l.Addr().String()+"/")
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	log.Info("stopping", "url", "http://"+l.Addr().String()+"/")
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		log.Warn("requests were cut off", "after", shutdownTimeout)
		err = server.Close()
		<-failed
		if err != nil {
			return fmt.Errorf("stop serving on %s: %w", l.Addr(), err)
		}
		return nil
	}
	<-failed
	return nil
}
