package main

import "math"

// minimise finds the least value of a convex function from zero on, by L-BFGS.
// f returns the value at w and sets gradient.
func minimise(f func(w, gradient []float64) float64, size, rounds int) []float64 {
	const memory = 8
	type step struct {
		s, y []float64
		rho  float64
	}
	var steps []step
	w, g := make([]float64, size), make([]float64, size)
	value := f(w, g)
	for range rounds {
		d := append([]float64(nil), g...)
		alphas := make([]float64, len(steps))
		for i := len(steps) - 1; i >= 0; i-- {
			alphas[i] = steps[i].rho * dot(steps[i].s, d)
			add(d, -alphas[i], steps[i].y)
		}
		scale := 1 / math.Sqrt(dot(g, g)+1e-300)
		if n := len(steps); n > 0 {
			scale = 1 / (steps[n-1].rho * dot(steps[n-1].y, steps[n-1].y))
		}
		for i := range d {
			d[i] *= scale
		}
		for i, s := range steps {
			add(d, alphas[i]-s.rho*dot(s.y, d), s.s)
		}
		next, gradient, reached := search(f, w, d, value, dot(g, d))
		s, y := difference(next, w), difference(gradient, g)
		if sy := dot(s, y); sy > 1e-12 {
			steps = append(steps, step{s, y, 1 / sy})
			steps = steps[max(0, len(steps)-memory):]
		}
		w, g = next, gradient
		if value-reached < 1e-7*math.Abs(value) {
			break
		}
		value = reached
	}
	return w
}

// search goes from w against d, by half as far each time, until the value falls
// enough.
func search(f func(w, gradient []float64) float64, w, d []float64, value, slope float64) (next, gradient []float64, reached float64) {
	next, gradient = make([]float64, len(w)), make([]float64, len(w))
	for length := 1.0; ; length /= 2 {
		for i := range w {
			next[i] = w[i] - length*d[i]
		}
		reached = f(next, gradient)
		if reached <= value-1e-4*length*slope || length < 1e-6 {
			return next, gradient, reached
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

func add(a []float64, factor float64, b []float64) {
	for i := range a {
		a[i] += factor * b[i]
	}
}

func difference(a, b []float64) []float64 {
	d := make([]float64, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
	}
	return d
}

// loss is that of a logistic model which gives z where the label is y, and its
// derivative.
func loss(z, y float64) (value, slope float64) {
	if y == 0 {
		value = math.Log1p(math.Exp(-math.Abs(z))) + max(z, 0)
	} else {
		value = math.Log1p(math.Exp(-math.Abs(z))) + max(-z, 0)
	}
	return value, 1/(1+math.Exp(-z)) - y
}
