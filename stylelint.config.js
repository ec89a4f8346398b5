const sides = "/(?<![-\\w])(left|right)(?![-\\w])/";

export default {
  extends: ["stylelint-config-standard"],
  plugins: ["stylelint-plugin-logical-css"],
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    "logical-css/require-logical-properties": [
      true,
      // Their logical names are too young for the phones of the hall.
      { ignore: ["overflow-x", "overflow-y", "overscroll-behavior-x", "overscroll-behavior-y"] },
    ],
    "logical-css/require-logical-keywords": [true, { ignore: ["caption-side", "resize"] }],
    // What the plugin does not see: short forms and lists that name a side.
    "declaration-property-value-disallowed-list": {
      "/^(background|background-position|object-position|transform-origin)$/": [sides],
      "/^(transition|transition-property|will-change)$/": [sides],
      "/^(margin|padding|inset|border-(color|style|width))$/": [
        "/^[^\\s()]+\\s+([^\\s()]+)\\s+[^\\s()]+\\s+(?!\\1$)[^\\s()]+$/",
      ],
      "border-radius": [
        "/^(?!(\\S+)\\s+\\1\\s+(\\S+)\\s+\\2$)[^\\s()]+(\\s+[^\\s()]+){3}$/",
      ],
    },
    "color-no-hex": [true, { message: "A colour has its name and place in tokens.css" }],
    "color-named": "never",
    // Phones that don't know (width >= 30rem) yet.
    "media-feature-range-notation": "prefix",
    "no-descending-specificity": null,
  },
  overrides: [{ files: ["**/tokens.css"], rules: { "color-no-hex": null } }],
};
