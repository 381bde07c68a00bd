import { RefusedInputError, UsageError } from '../cli/exit-code';
import { invokeLambda } from './lambda';
import { localAwsUrl } from './local-only';

interface InvokeOptions {
  /** Such as `NAME=value`. */
  readonly set: readonly string[];
  readonly log?: true;
}

/**
 * Runs a built Lambda as AWS would, and prints its result. Never against AWS itself.
 * @throws {UsageError} when the variables do not name a local AWS
 * @throws {RefusedInputError} when the function throws
 */
export async function invoke(lambda: string, event: unknown, { set, log: withLog }: InvokeOptions): Promise<void> {
  localAwsUrl();
  const own = Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      name.startsWith('AWS_') && value !== undefined ? [[name, value]] : [],
    ),
  );
  const { result, error, log } = await invokeLambda(lambda, event, { ...own, ...variablesOf(set) });
  if (withLog) for (const line of log) console.error(JSON.stringify(line));
  if (error) throw new RefusedInputError(`\n${error.errorType}: ${error.errorMessage}`);
  console.log(JSON.stringify(result, null, 2));
}

function variablesOf(set: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    set.map((one) => {
      const [, name, value] = /^(\w+)=(.*)$/s.exec(one) ?? [];
      if (name === undefined || value === undefined) {
        throw new UsageError(`"${one}" is not NAME=value.\n→ use --set NAME=value`);
      }
      return [name, value];
    }),
  );
}
