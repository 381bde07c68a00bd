/** Where GitHub says who its workflows are. */
export const GITHUB_ISSUER = 'token.actions.githubusercontent.com';

/** For whom the tokens are made out. */
export const GITHUB_AUDIENCE = 'sts.amazonaws.com';

/** GitHub's identity provider in an account, of which there can be one. */
export interface FoundProvider {
  /** What the configuration says. */
  readonly setting: 'made-here' | 'existing';
  /** For whom it takes tokens; undefined when the account has none. */
  readonly audiences: readonly string[] | undefined;
  /** Whether it is the bootstrap that has made it. */
  readonly madeHere: boolean;
}

/** Why the roles could not be assumed, or the provider not be made; undefined when all is well. */
export function identityProviderProblem({ setting, audiences, madeHere }: FoundProvider): string | undefined {
  if (setting === 'made-here') {
    if (audiences === undefined || madeHere) return undefined;
    return `The account has GitHub's identity provider already, and there can be one.\n→ write identityProvider: 'existing' beside bootstrap.github.repository`;
  }
  if (audiences === undefined) {
    return `The account has no identity provider of GitHub, which identityProvider: 'existing' counts on: nobody could assume the roles.\n→ leave bootstrap.github.identityProvider out, and it is made here`;
  }
  if (audiences.includes(GITHUB_AUDIENCE)) return undefined;
  const found = audiences.length === 0 ? 'nobody' : audiences.join(', ');
  return `GitHub's identity provider of the account takes tokens for ${found}, and not for ${GITHUB_AUDIENCE}: nobody could assume the roles.\n→ let whoever has made it add the audience ${GITHUB_AUDIENCE}`;
}
