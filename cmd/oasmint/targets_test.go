package main

import (
	"fmt"
	"testing"
)

// TestShards holds that each target is in one shard of N, and that the shards are of
// about one size.
func TestShards(t *testing.T) {
	for _, of := range []int{1, 2, 3, 16} {
		sizes := make([]int, of)
		for i := range 1000 {
			key, in := fmt.Sprintf("go:gen/api%d", i), 0
			for index := range of {
				if (shard{index + 1, of}).has(key) {
					in++
					sizes[index]++
				}
			}
			if in != 1 || !(shard{}).has(key) {
				t.Errorf("%s is in %d shards of %d", key, in, of)
			}
		}
		for index, n := range sizes {
			if mean := 1000 / of; n < mean/2 || n > mean*2 {
				t.Errorf("shard %d/%d has %d of 1,000 targets", index+1, of, n)
			}
		}
	}
}

// TestShardStays holds where a target is: in another shard, CI jobs that were set up by
// hand would check others from one version of oasmint to the next.
func TestShardStays(t *testing.T) {
	for key, want := range map[string]int{"go:gen/a": 8, "go:gen/b": 9, "docs:site/reference": 13} {
		for index := 1; index <= 16; index++ {
			if (shard{index, 16}).has(key) && index != want {
				t.Errorf("%s is in shard %d", key, index)
			}
		}
	}
}

func TestShardFlag(t *testing.T) {
	for text, ok := range map[string]bool{"": true, "1/1": true, "16/16": true, "0/3": false, "4/3": false, "3": false, "a/b": false, "1/-2": false} {
		if _, err := (&manyFlags{Shard: text}).shard(); (err == nil) != ok {
			t.Errorf("--shard %q: %v", text, err)
		}
	}
}
