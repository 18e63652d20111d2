package page

import "testing"

// A frame of 200 by 100 points at (10, 20): where its user-space bottom left and a point inside are shown, and back.
func TestFrame(t *testing.T) {
	for _, c := range []struct {
		rotate           int
		x, y             float64 // of user space (10, 20), the bottom left
		insideX, insideY float64 // of user space (40, 30)
	}{
		{0, 0, 100, 30, 90},
		{90, 0, 0, 10, 30},
		{180, 200, 0, 170, 10},
		{270, 100, 200, 90, 170},
	} {
		f := Frame{Crop: [4]float64{10, 20, 210, 120}, Rotate: c.rotate}
		if x, y := f.Shown(10, 20); x != c.x || y != c.y {
			t.Errorf("rotate %d: the bottom left is shown at %v, %v; want %v, %v", c.rotate, x, y, c.x, c.y)
		}
		x, y := f.Shown(40, 30)
		if x != c.insideX || y != c.insideY {
			t.Errorf("rotate %d: (40, 30) is shown at %v, %v; want %v, %v", c.rotate, x, y, c.insideX, c.insideY)
		}
		if x, y = f.User(x, y); x != 40 || y != 30 {
			t.Errorf("rotate %d: it maps back to %v, %v", c.rotate, x, y)
		}
	}
}
