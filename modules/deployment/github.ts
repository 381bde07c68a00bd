import { GITHUB_ISSUER } from '../../domain/bootstrap/identity-provider';
import { iamArn } from '../core/naming';

/** The ARN of the GitHub identity provider of an account, which has at most one. */
export function githubProviderArn(accountId: string): string {
  return iamArn(accountId, `oidc-provider/${GITHUB_ISSUER}`);
}

/**
 * The subject of the tokens for jobs in a GitHub environment. It contains no branch: the protection rules of the
 * environment decide which branches may deploy.
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */
export function githubSubject({ repository, subject }: GithubRepository, environment: string): string {
  return `${subject ?? `repo:${repository}`}:environment:${environment}`;
}

export interface GithubRepository {
  /** `owner/name` */
  readonly repository: string;
  /** @default repo:<repository> */
  readonly subject?: string;
}
