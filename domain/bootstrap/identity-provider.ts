/** Where GitHub says who its workflows are. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** For whom the tokens are made out. */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

/** GitHub's identity provider in an account, of which there can be one. */
export interface FoundProvider {
  /** What the configuration says. */
  readonly setting: 'made-here' | 'existing';
  /** For whom it accepts tokens; undefined when the account has none. */
  readonly audiences: readonly string[] | undefined;
  /** Whether it is the bootstrap that has made it. */
  readonly createdHere: boolean;
}

/** Why the roles could not be assumed, or the provider not be made; undefined when all is well. */
export function identityProviderProblem({ setting, audiences, createdHere }: FoundProvider): string | undefined {
  if (setting === 'made-here') {
    if (audiences === undefined || createdHere) return undefined;
    return `The account already has GitHub's identity provider, and can have only one.\n→ write identityProvider: 'existing' next to bootstrap.github.repository`;
  }
  if (audiences === undefined) {
    return `The account has no identity provider of GitHub, but identityProvider: 'existing' relies on one: no one could assume the roles.\n→ leave bootstrap.github.identityProvider out to have it made here`;
  }
  if (audiences.includes(GITHUB_AUDIENCE)) return undefined;
  const found = audiences.length === 0 ? 'no audience' : audiences.join(', ');
  return `GitHub's identity provider of the account accepts tokens for ${found}, not for ${GITHUB_AUDIENCE}: no one could assume the roles.\n→ ask whoever made it to add the audience ${GITHUB_AUDIENCE}`;
}
