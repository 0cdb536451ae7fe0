package files

import "testing"

// A name that was named may lead to a public address; to a private one only where
// the address is named too.
func TestPrivate(t *testing.T) {
	for _, c := range []struct {
		host, address string
		allowed       bool
	}{
		{"example.com", "93.184.215.14:443", true},
		{"example.com", "[2606:2800:21f:cb07::1]:443", true},
		{"example.com", "127.0.0.1:80", false},
		{"example.com", "10.0.0.5:80", false},
		{"example.com", "192.168.1.1:80", false},
		{"example.com", "169.254.169.254:80", false},
		{"example.com", "100.64.0.1:80", false},
		{"example.com", "0.0.0.0:80", false},
		{"example.com", "[::1]:80", false},
		{"example.com", "[fd00::1]:80", false},
		{"example.com", "[fe80::1]:80", false},
		{"example.com", "[::ffff:10.0.0.5]:80", false},
		{"example.com", "[64:ff9b::a00:5]:80", false},
		{"10.0.0.5", "10.0.0.5:80", true},
		{"10.0.0.5", "10.0.0.6:80", false},
		{"10.0.0.5:8080", "10.0.0.5:8080", true},
		{"localhost", "127.0.0.1:80", true},
		{"localhost:8080", "[::1]:8080", true},
		{"localhost", "10.0.0.5:80", false},
		{"[fd00::1]", "[fd00::1]:80", true},
	} {
		r := &Remote{Hosts: []string{c.host}}
		if err := r.control("tcp", c.address, nil); (err == nil) != c.allowed {
			t.Errorf("%s at %s: got %v", c.host, c.address, err)
		}
	}
}
