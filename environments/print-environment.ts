import { stableJson } from '../domain/stable-json';
import { printObject } from './print-literal';
import type { CommonInput, EnvironmentInput } from './schema';

/**
 * The text of an environment's file. Settings that have the value of `common.ts` are left out.
 * @param common the values of `common.ts`, which the file spreads
 */
export function printEnvironment(environment: EnvironmentInput, common: CommonInput): string {
  const inherited = new Map<string, unknown>(Object.entries(common));
  const own = Object.entries(environment).filter(
    ([key, value]) => !inherited.has(key) || stableJson(inherited.get(key)) !== stableJson(value),
  );
  const settings = printObject(Object.fromEntries(own), 0, ['...common']);
  // A line that begins as in this text would look like an environment.
  return `${IMPORTS}\n\nexport default environment(${settings});\n`;
}

const IMPORTS = `import { common } from './common';
import { environment } from './schema';`;

/** The text of `common.ts`. */
export function printCommon(common: CommonInput): string {
  return `import type { CommonInput } from './schema';

/**
 * Values that all environments and the organization share. To override one in an environment, write it after
 * \`...common\` in its file.
 */
export const common = ${printObject(common, 0)} satisfies CommonInput;
`;
}
