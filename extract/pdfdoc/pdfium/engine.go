package pdfium

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	gopdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	memoryPages  = MaxMemory / (64 << 10)
	maxInstances = 64
	startTimeout = time.Minute
)

// Engine is PDFium, compiled. It may be used from several goroutines.
type Engine struct {
	pool     gopdfium.Pool
	cache    wazero.CompilationCache
	mu       sync.Mutex // held while an instance starts
	starting *starting
}

// NewEngine compiles PDFium or loads it from the cache. A cache that cannot be used is done without.
func NewEngine(o Options) (*Engine, error) {
	if o.Cache != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(o.Cache); err == nil {
			if e, err := newEngine(o, cache); err == nil {
				return e, nil
			}
		}
	}
	return newEngine(o, nil)
}

func newEngine(o Options, cache wazero.CompilationCache) (*Engine, error) {
	e := &Engine{starting: &starting{}, cache: cache}
	rc := wazero.NewRuntimeConfigCompiler().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages)
	if cache != nil {
		rc = rc.WithCompilationCache(cache)
	}
	memory := o.Memory
	if memory <= 0 || memory > MaxMemory {
		memory = MaxMemory
	}
	ctx := experimental.WithFunctionListenerFactory(context.Background(), e.starting)
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(ctx, allocator(memory)),
		MaxTotal:      maxInstances,
		FSConfig:      wazero.NewFSConfig(),
		RuntimeConfig: rc,
		Stdout:        io.Discard,
		Stderr:        io.Discard,
	})
	if err != nil {
		return nil, fmt.Errorf("start PDFium: %w", err)
	}
	e.pool = pool
	return e, nil
}

// Close frees the engine. Its files must be closed before.
func (e *Engine) Close() error {
	err := e.pool.Close()
	if e.cache != nil {
		err = firstError(err, e.cache.Close(context.Background()))
	}
	return err
}

// instance starts an instance of the module.
func (e *Engine) instance() (m *machine, release func() error, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	instance, err := e.pool.GetInstance(startTimeout)
	if err != nil {
		return nil, nil, fmt.Errorf("start an instance of PDFium: %w", err)
	}
	m, err = newMachine(e.starting.module)
	if err != nil {
		return nil, nil, firstError(err, instance.Close())
	}
	return m, instance.Close, nil
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// starting is told of each instance when it calls FPDF_InitLibrary, which is how the module behind go-pdfium's pool is got
// hold of: the pool's own calls take a map and a lock each, and there are six for a glyph. No other function is listened to,
// so none runs slower.
type starting struct {
	module api.Module
}

// NewFunctionListener implements [experimental.FunctionListenerFactory].
func (s *starting) NewFunctionListener(def api.FunctionDefinition) experimental.FunctionListener {
	for _, name := range def.ExportNames() {
		if name == "FPDF_InitLibrary" {
			return s
		}
	}
	return nil
}

// Before implements [experimental.FunctionListener].
func (s *starting) Before(_ context.Context, m api.Module, _ api.FunctionDefinition, _ []uint64, _ experimental.StackIterator) {
	s.module = m
}

// After implements [experimental.FunctionListener].
func (s *starting) After(context.Context, api.Module, api.FunctionDefinition, []uint64) {}

// Abort implements [experimental.FunctionListener].
func (s *starting) Abort(context.Context, api.Module, api.FunctionDefinition, error) {}
