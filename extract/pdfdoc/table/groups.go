package table

// groups are disjoint sets of the numbers from 0.
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

// of returns the smallest number of i's set.
func (g groups) of(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(i, j int) {
	a, b := g.of(i), g.of(j)
	g[max(a, b)] = min(a, b)
}
