/** Where GitHub says who its workflows are. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** For whom the tokens are made out. */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

/** GitHub's identity provider in an account, of which there can be one. */
export interface FoundProvider {
  /** What the configuration says. */
  readonly setting: 'made-here' | 'existing';
  /** The audiences whose tokens it accepts; undefined when the account has no provider. */
  readonly audiences: readonly string[] | undefined;
  /** Whether the bootstrap created it. */
  readonly createdHere: boolean;
}

/** Why no one could assume the roles, or the provider cannot be created; undefined when there is no problem. */
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
  return `GitHub's identity provider of the account accepts tokens for ${found}, not for ${GITHUB_AUDIENCE}: no one could assume the roles.\n→ ask its owner to add the audience ${GITHUB_AUDIENCE}`;
}
