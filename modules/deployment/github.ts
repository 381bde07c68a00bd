import { GITHUB_ISSUER } from '../../domain/bootstrap/identity-provider';
import { iamArn } from '../core/naming';

/** The ARN of GitHub's identity provider in an account, of which there can be one. */
export function githubProviderArn(accountId: string): string {
  return iamArn(accountId, `oidc-provider/${GITHUB_ISSUER}`);
}

/**
 * The subject of the tokens of jobs in an environment of GitHub. A job that names an environment has no branch in its
 * subject: which branches get there is the environment's own protection.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubSubject({ repository, subject }: GithubRepository, environment: string): string {
  return `${subject ?? `repo:${repository}`}:environment:${environment}`;
}

export interface GithubRepository {
  /** `owner/name` */
  readonly repository: string;
  /** @default repo:<repository> */
  readonly subject?: string | undefined;
}
