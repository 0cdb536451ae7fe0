package main

// What several rules have as reason.
const (
	byMeaning = "the alternative is another name for a schema that stands there still, or that accepts everything: no value is accepted or refused that was not before"
	content   = "what a text holds is an annotation, which validators do not enforce: worth a look"
	open      = "a value that is new decodes, and Validate reports it: worth a look; a const is an enum of one"
	noEffect  = "the keyword is for another type than the value has, and refuses nothing"
	webhook   = "users receive a webhook: what is new in it breaks no one"
	further   = "oasdiff has no rule there: it does not look into items of a parameter, deep into allOf and unions, or at components that no operation uses, whose types and validators are emitted"
	overlap   = "what the new alternative describes, others describe too, and oneOf refuses what two describe: no value is accepted that was not before"
	noExtra   = "it is an extension that oasmint does not read: no type and no validator turns on it"
)

// reasons say why the two differ, by the rule of the graver side.
var reasons = map[string]string{
	"oasdiff new-required-request-default-parameter-to-existing-path": "names of headers are the same in any case",
	"oasdiff request-body-any-of-removed":                             byMeaning,
	"oasdiff request-body-became-required":                            webhook,
	"oasdiff request-body-content-encoding-changed":                   content,
	"oasdiff request-body-content-media-type-changed":                 content,
	"oasdiff request-body-content-schema-added":                       content,
	"oasdiff request-body-dependent-schema-added":                     "the schema says nothing that did not hold without it",
	"oasdiff request-body-one-of-removed":                             byMeaning,
	"oasdiff request-parameter-max-decreased":                         noEffect,
	"oasdiff request-parameter-max-items-decreased":                   noEffect,
	"oasdiff request-parameter-x-extensible-enum-value-removed":       noExtra,
	"oasdiff request-property-any-of-removed":                         byMeaning,
	"oasdiff request-property-became-required":                        webhook + "; or " + noEffect,
	"oasdiff request-property-content-encoding-changed":               content,
	"oasdiff request-property-content-media-type-changed":             content,
	"oasdiff request-property-content-schema-added":                   content,
	"oasdiff request-property-dependent-schema-added":                 "the schema says nothing that did not hold without it",
	"oasdiff request-property-enum-value-removed":                     "the enum gave way to a type that has all its values",
	"oasdiff request-property-max-length-decreased":                   noEffect,
	"oasdiff request-property-one-of-removed":                         byMeaning,
	"oasdiff request-property-x-extensible-enum-value-removed":        noExtra,
	"oasdiff response-body-any-of-added":                              byMeaning,
	"oasdiff response-body-const-changed":                             open,
	"oasdiff response-body-content-encoding-changed":                  content,
	"oasdiff response-body-content-media-type-changed":                content,
	"oasdiff response-body-content-schema-removed":                    content,
	"oasdiff response-body-one-of-added":                              overlap,
	"oasdiff response-property-any-of-added":                          byMeaning,
	"oasdiff response-property-const-changed":                         open,
	"oasdiff response-property-content-encoding-changed":              content,
	"oasdiff response-property-content-media-type-changed":            content,
	"oasdiff response-property-content-schema-removed":                content,
	"oasdiff response-property-enum-value-added":                      open,
	"oasdiff response-property-one-of-added":                          overlap,
	"oasmint default-changed":                                         "who leaves the value out gets another one: worth a look",
	"oasmint discriminator-removed":                                   "who goes by the tag finds none described: worth a look",
	"oasmint format-narrowed":                                         further,
	"oasmint maxLength-narrowed":                                      further,
	"oasmint member-added-to-closed":                                  "who validates by the old schema, closed, refuses the new member",
	"oasmint member-optional":                                         further + "; users receive a webhook, and may miss the member",
	"oasmint member-refused":                                          "the old member is refused by a schema that is closed",
	"oasmint member-removed":                                          "a member that is not received any more is missing in who reads it; sent, it has no effect, which is worth a look",
	"oasmint member-required":                                         further,
	"oasmint members-closed":                                          "members that were accepted are refused; oasdiff has no rule for additionalProperties that turn false",
	"oasmint null-accepted":                                           further,
	"oasmint null-refused":                                            further,
	"oasmint oneOf-overlap":                                           "a value, which it shows, fits two alternatives, and oneOf refuses that",
	"oasmint operation-removed":                                       "that it was deprecated before does not keep callers working",
	"oasmint parameter-removed":                                       "a parameter that has no effect any more changes the answer; oasdiff warns",
	"oasmint part-optional":                                           "users receive a webhook, and may miss its body",
	"oasmint pattern-changed":                                         "which texts two patterns have in common cannot be decided: not proven, and so taken for breaking",
	"oasmint pattern-narrowed":                                        "a text, which it shows, is refused now; oasdiff looks at patterns of parameters alone",
	"oasmint type-changed":                                            further + "; prefixItems too",
	"oasmint type-narrowed":                                           further,
	"oasmint type-widened":                                            "nothing was received there, and something is now",
	"oasmint unevaluatedProperties-changed":                           "a member, which it shows, is refused now",
	"oasmint value-added":                                             further,
	"oasmint value-removed":                                           further,
}
