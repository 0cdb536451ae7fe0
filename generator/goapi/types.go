package goapi

// Types are what gotypes writes: fields and methods, by oapi-codegen's
// templates (templates/oapi-codegen).
var Types = Idents{
	{OnType, "MarshalJSON"},
	{OnType, "UnmarshalJSON"},
	{OnOpen, "AdditionalProperties"},
	{OnOpen, "Get"},
	{OnOpen, "Set"},
	{OnUnion, "Discriminator"},
	{OnUnion, "ValueByDiscriminator"},
	{OnVariant, "As%s"},
	{OnVariant, "From%s"},
	{OnVariant, "Merge%s"},
	{OnEnum, "Valid"},
}
