import { GITHUB_ISSUER, identityProviderProblem } from '../../../domain/bootstrap/identity-provider';
import type { Bootstrap } from '../../../environments/schema';
import { clientOptions } from '../../../cli/aws/clients';
import { RefusedInputError } from '../../../cli/exit-code';
import { hasLocally } from './local-state';

interface Account {
  readonly accountId: string;
  readonly region: string;
  readonly profile: string | undefined;
  readonly settings: Bootstrap;
  /** The folder of the local state. */
  readonly folder: string;
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
  const createdHere = moved || hasLocally(folder, 'aws_iam_openid_connect_provider');
  const [{ IAMClient }, { audiencesOf }] = await Promise.all([
    import('@aws-sdk/client-iam'),
    import('../../operations/bootstrap/identity-provider'),
  ]);
  const arn = `arn:aws:iam::${accountId}:oidc-provider/${GITHUB_ISSUER}`;
  const audiences = await audiencesOf(new IAMClient(clientOptions({ profile, region })), arn);
  const problem = identityProviderProblem({ setting, audiences, createdHere });
  if (problem !== undefined) throw new RefusedInputError(problem);
}
