// Checks the pages it is given by html-validate's rules; says what is wrong as JSON: page, line, rule, message.
import { HtmlValidate, StaticConfigLoader } from "html-validate";

// Each rule that is relaxed says why.
const rules = {
  // Either is right; ours is the one the standard prints.
  "doctype-style": ["error", { style: "lowercase" }],
  // A title says the page, then the evaluation; the page stands first, so that what is cut off is the evaluation.
  "long-title": "off",
  // The id of a number is the one in numbers.csv, with its full stop; HTML allows all but blanks.
  "valid-id": ["error", { relaxed: true }],
  // The region around a wide table is there to be scrolled by keyboard; it is no section of the text.
  "prefer-native-element": ["error", { exclude: ["region"] }],
};

const checker = new HtmlValidate(new StaticConfigLoader({ root: true, extends: ["html-validate:recommended"], rules }));
const report = await checker.validateMultipleFiles(process.argv.slice(2));
const found = report.results.flatMap(({ filePath, messages }) =>
  messages.map(({ line, ruleId, message }) => ({ page: filePath, line, rule: ruleId, message })));
console.log(JSON.stringify(found));
