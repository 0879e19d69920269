package parse

func (d *draft) readFrontMatter() int { return 0 }

func (d *draft) readSidecars(sidecars []Sidecar) error { return nil }
