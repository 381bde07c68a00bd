import path from 'node:path';

import type { AdoptContext } from '../../domain/adopt/adopted';
import type { FoundAccount } from '../../domain/adopt/found';
import { stackImports } from '../../domain/adopt/imports';
import type { AdoptReport } from '../../domain/adopt/report';
import { DEFAULT_NAMES } from '../../domain/names';
import { DEFAULT_TOPIC_NAME } from '../../domain/notifications/derived-names';
import { acceptAccount } from '../../environments/adopt/accept-account';
import { withoutDefaults } from '../../environments/adopt/without-defaults';
import { printEnvironment } from '../../environments/print-environment';
import type { CommonInput } from '../../environments/schema';
import { configurationWith } from '../configuration';
import { writeFileAtOnce } from '../write-file';
import { type AdoptedStack, synthesizeAdopted } from './synthesize-adopted';

interface Request {
  readonly found: FoundAccount;
  readonly environment: string;
  readonly common: CommonInput;
  /** The region of the environment. */
  readonly region: string;
  /** The folder to write to. */
  readonly out: string;
  readonly regionSettings: boolean;
}

/**
 * Maps what an account has to an environment that the rules accept, finds what its stacks import, and writes both files.
 * @throws {RefusedError} when the common values, or other files, are wrong: then nothing is written
 */
export async function takeOver({ out, ...request }: Request): Promise<AdoptReport> {
  const { found, environment, common } = request;
  const file = path.join(out, `${environment}.ts`);
  const context = contextOf(request);
  const {
    input,
    items,
    checked: stacks,
  } = await acceptAccount(
    { account: found, context, names: { ...DEFAULT_NAMES, ...defined(common.names ?? {}) }, common, file },
    async (candidate): Promise<AdoptedStack[]> =>
      synthesizeAdopted(await configurationWith({ file, name: environment, input: candidate }), environment),
  );
  const imports = stacks.map(({ name, json }) => [name, stackImports(json, found)] as const);
  const written = Object.fromEntries(
    imports.flatMap(([name, of]) => (of.imports.length === 0 ? [] : [[name, of.imports]])),
  );
  const importsFile = path.join(out, `${environment}.imports.json`);
  // First: without the environment, it has no effect.
  writeFileAtOnce(importsFile, `${JSON.stringify(written, null, 2)}\n`);
  writeFileAtOnce(file, printEnvironment(withoutDefaults(input, common), common));
  return {
    environment,
    accountId: found.accountId,
    files: [file, importsFile],
    items,
    stacks: Object.fromEntries(imports),
    denied: found.denied,
    plan: { unknown: 'it was not planned' },
  };
}

function contextOf({ found, environment, region, common, regionSettings }: Omit<Request, 'out'>): AdoptContext {
  const { timezone = 'Etc/UTC', tags = {}, notifications } = common;
  return {
    name: environment,
    accountId: found.accountId,
    region,
    timezone,
    tags,
    topicName: notifications?.topicName ?? DEFAULT_TOPIC_NAME,
    regionSettings,
  };
}

/** Without members that are undefined. */
function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}
