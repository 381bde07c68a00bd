import { existsSync } from 'node:fs';

import { GITHUB_ISSUER, identityProviderProblem } from '../../../domain/bootstrap/identity-provider';
import type { JsonObject } from '../../../domain/json-object';
import type { Bootstrap } from '../../../environments/schema';
import { clientOptions } from '../../../cli/aws/clients';
import { RefusedInputError } from '../../../cli/exit-code';
import { hasLocally } from './local-state';

const TYPE = 'aws_iam_openid_connect_provider';

interface Account {
  readonly accountId: string;
  readonly region: string;
  readonly profile: string | undefined;
  readonly settings: Bootstrap;
  /** The folder of the local state. */
  readonly folder: string;
  /** The stack as synthesized. */
  readonly json: JsonObject;
  /** Whether the state of the bootstrap is in its bucket. */
  readonly moved: boolean;
}

/**
 * Checks GitHub's identity provider first: Terraform would stop halfway, or create roles that no workflow can assume.
 * @throws {RefusedInputError}
 */
export async function assertIdentityProvider(account: Account): Promise<void> {
  const { accountId, region, profile, settings, folder, moved } = account;
  const { identityProvider: setting } = settings.github;
  const createdHere = moved || hasLocally(folder, TYPE);
  const [{ IAMClient }, { audiencesOf }] = await Promise.all([
    import('@aws-sdk/client-iam'),
    import('../../operations/bootstrap/identity-provider'),
  ]);
  const arn = `arn:aws:iam::${accountId}:oidc-provider/${GITHUB_ISSUER}`;
  const audiences = await audiencesOf(new IAMClient(clientOptions({ profile, region })), arn);
  const problem = identityProviderProblem({ setting, audiences, createdHere });
  if (problem === undefined) return;
  const wasStarted = setting === 'made-here' && existsSync(folder);
  throw new RefusedInputError(wasStarted ? `${problem}\n${importText(account, arn)}` : problem);
}

/** A bootstrap that was killed may have created it, but not written it to its state. */
function importText({ folder, json }: Account, arn: string): string {
  const [id = 'ID'] = Object.keys((json['resource'] as Readonly<Record<string, object>> | undefined)?.[TYPE] ?? {});
  return [
    '→ if a bootstrap that was killed created it, import it instead:',
    `    terraform -chdir=${folder} init -input=false`,
    `    terraform -chdir=${folder} import -input=false '${TYPE}.${id}' ${arn}`,
  ].join('\n');
}
