package index

import "math"

// BM25's constants, as everyone has them.
const (
	bm25k1 = 1.2
	bm25b  = 0.75
)

// scorer scores a term by BM25. Where average is 0 the field keeps neither lengths nor counts.
type scorer struct {
	idf, weight, average float64
}

func (p *plan) scorer(field string, weight float64, documents uint64) scorer {
	n, df := float64(p.entries), float64(documents)
	s := scorer{weight: weight, average: p.lengths[field]}
	s.idf = math.Log(1 + (max(n-df, 0)+0.5)/(df+0.5))
	return s
}

// score scores a term that occurs freq times in a field; norm is 1/sqrt of the field's length.
func (s scorer) score(freq uint64, norm float64) float64 {
	if s.average == 0 || norm <= 0 {
		return s.weight * s.idf
	}
	tf, length := max(1, float64(freq)), 1/(norm*norm)
	return s.weight * s.idf * tf * (bm25k1 + 1) / (tf + bm25k1*(1-bm25b+bm25b*length/s.average))
}
