package main

import (
	"errors"
	"os"

	"github.com/evanw/esbuild/pkg/api"
)

// stylesOfScripts lets a script import a stylesheet as its minified text, to be
// adopted by the document: no second request, and nothing for the policy to allow.
func stylesOfScripts(engines []api.Engine) api.Plugin {
	return api.Plugin{Name: "styles of scripts", Setup: func(build api.PluginBuild) {
		build.OnLoad(api.OnLoadOptions{Filter: `[/\\]tools\.css$`}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
			source, err := os.ReadFile(args.Path)
			if err != nil {
				return api.OnLoadResult{}, err
			}
			small := api.Transform(string(source), api.TransformOptions{
				Loader: api.LoaderCSS, Engines: engines, MinifyWhitespace: true, MinifySyntax: true,
			})
			if len(small.Errors) > 0 {
				return api.OnLoadResult{}, errors.New(small.Errors[0].Text)
			}
			text := string(small.Code)
			return api.OnLoadResult{Contents: &text, Loader: api.LoaderText}, nil
		})
	}}
}
