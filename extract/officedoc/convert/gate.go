package convert

import (
	"context"
	"fmt"
	"sync"
)

// gate lets one conversion through at a time: LibreOffice takes 150 MB and more.
type gate struct {
	once sync.Once
	slot chan struct{}
}

func (g *gate) enter(ctx context.Context) error {
	g.once.Do(func() { g.slot = make(chan struct{}, 1) })
	select {
	case g.slot <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("convert a document: %w", ctx.Err())
	}
}

func (g *gate) leave() { <-g.slot }
