// What changed in the bounds of values: lengths, ranges, patterns.

package changelog

import (
	"strconv"

	"github.com/oasmint/oasmint/generator/ir"
	"github.com/oasmint/oasmint/generator/validate"
)

// bound is a keyword that accepts less the further it goes in one direction.
type bound struct {
	aspect Aspect
	of     func(*ir.Schema) string // "" where it is absent
	lower  bool                    // a lower bound: more of it accepts less
}

func bounds() []bound {
	count := func(of func(*ir.Schema) *uint64) func(*ir.Schema) string {
		return func(s *ir.Schema) string {
			if n := of(s); n != nil {
				return strconv.FormatUint(*n, 10)
			}
			return ""
		}
	}
	return []bound{
		{"minimum", func(s *ir.Schema) string { return string(s.Minimum) }, true},
		{"exclusive minimum", func(s *ir.Schema) string { return string(s.ExclusiveMinimum) }, true},
		{"maximum", func(s *ir.Schema) string { return string(s.Maximum) }, false},
		{"exclusive maximum", func(s *ir.Schema) string { return string(s.ExclusiveMaximum) }, false},
		{"shortest length", count(func(s *ir.Schema) *uint64 { return s.MinLength }), true},
		{"greatest length", count(func(s *ir.Schema) *uint64 { return s.MaxLength }), false},
		{"fewest items", count(func(s *ir.Schema) *uint64 { return s.MinItems }), true},
		{"most items", count(func(s *ir.Schema) *uint64 { return s.MaxItems }), false},
		{"fewest members", count(func(s *ir.Schema) *uint64 { return s.MinProperties }), true},
		{"most members", count(func(s *ir.Schema) *uint64 { return s.MaxProperties }), false},
	}
}

// bounds compares the bounds of two schemas. A request whose bound is tighter
// breaks, and a response whose bound is wider.
func (c *comparison) bounds(at Change, old, new *ir.Schema, direction ir.Direction) {
	at.Kind = Changed
	for _, b := range bounds() {
		was, is := b.of(old), b.of(new)
		if was == is || was != "" && is != "" && validate.Decimal(is).Compare(was) == 0 {
			continue
		}
		tighter := was == "" || is != "" && (validate.Decimal(is).Compare(was) > 0) == b.lower
		at.Aspect, at.From, at.To = b.aspect, was, is
		at.Breaking = tighter && direction&ir.InRequest != 0 || !tighter && direction&ir.InResponse != 0
		c.add(at)
	}
	for _, other := range []struct {
		aspect Aspect
		of     func(*ir.Schema) string
	}{
		{"pattern", func(s *ir.Schema) string {
			if s.Pattern == nil {
				return ""
			}
			return *s.Pattern
		}},
		{"multiple of", func(s *ir.Schema) string { return string(s.MultipleOf) }},
		{"constant", func(s *ir.Schema) string { return string(s.Const) }},
	} {
		if was, is := other.of(old), other.of(new); was != is {
			at.Aspect, at.From, at.To = other.aspect, was, is
			at.Breaking = is != "" && direction&ir.InRequest != 0 || was != "" && direction&ir.InResponse != 0
			c.add(at)
		}
	}
	if was, is := string(old.Default), string(new.Default); was != is {
		at.Aspect, at.From, at.To, at.Breaking = "default", was, is, false
		c.add(at)
	}
}
