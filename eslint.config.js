import js from "@eslint/js";
import globals from "globals";

const safeText = "a child's words are only ever shown as text; let Lit write them";

export default [
  { ignores: ["node_modules/", "static/dist/", ".venv/", "tests/artefacts/", "instance/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-shadow": "error",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  {
    files: ["static/js/**/*.js"],
    languageOptions: { globals: globals.browser },
    rules: {
      "no-alert": "error",
      "no-restricted-imports": [
        "error",
        { paths: [{ name: "lit/directives/unsafe-html.js", message: safeText }] },
      ],
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: safeText },
        { property: "outerHTML", message: safeText },
        { property: "insertAdjacentHTML", message: safeText },
      ],
      "no-restricted-syntax": [
        "error",
        {
          selector: "CallExpression[callee.name='t']:not([arguments.0.raw=/^\"/])",
          message: 't("…") takes one plain sentence in double quotes, so that it is found and sent.',
        },
        {
          selector:
            "CallExpression[callee.name='plural']:not([arguments.0.raw=/^\"/][arguments.1.raw=/^\"/])",
          message: 'plural("one", "other", n) takes two plain sentences in double quotes.',
        },
      ],
    },
  },
  {
    files: ["static/build.mjs", "benchmarks/**/*.{js,mjs}"],
    languageOptions: { globals: globals.node },
    rules: { "no-console": "off" },
  },
];
