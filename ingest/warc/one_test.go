package warc

import "context"

// WriteExchange writes a batch of one.
func (a *Archive) WriteExchange(ctx context.Context, e Exchange) (Location, error) {
	return a.one(ctx, func(b *Batch) (Location, error) { return b.WriteExchange(e) })
}

// WriteRevisit writes a batch of one.
func (a *Archive) WriteRevisit(ctx context.Context, e Exchange, profile string, original Location) (Location, error) {
	return a.one(ctx, func(b *Batch) (Location, error) { return b.WriteRevisit(e, profile, original) })
}
