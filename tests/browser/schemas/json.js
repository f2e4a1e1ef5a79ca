// Holds JSON against a schema of this folder.

import { readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";

/** Complaints of one value that are told: the fourth has mostly the same cause. */
const COMPLAINTS_SHOWN = 3;

/** Returns a function that says what is wrong with a value, in a list. */
export function checker(file) {
  // SARIF's schema has keywords beside `$ref`, unions of types, and a pattern with a stray bracket (that of a language),
  // none of which the strict modes take.
  const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(new URL(file, import.meta.url), "utf8")));
  return (value) => {
    if (validate(value)) return [];
    // A branch that fails only says that its insides do, which stand beside it.
    const errors = validate.errors.filter(({ keyword }) => !["if", "allOf"].includes(keyword));
    return errors
      .slice(0, COMPLAINTS_SHOWN)
      .map(({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`);
  };
}
