const DELETION = 'backup:deleterecoverypoint';

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}

/**
 * Whether a vault's policy may keep a person from deleting recovery points. A condition may spare some people: whom,
 * only AWS can tell, so that it counts too.
 */
export function deniesDeletion(policy: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { readonly Statement?: Statement | readonly Statement[] };
  return [Statement].flat().some(({ Effect, Action = [], NotAction }) => {
    if (Effect !== 'Deny') return false;
    if (NotAction !== undefined) return ![NotAction].flat().some(covers);
    return [Action].flat().some(covers);
  });
}

function covers(action: string): boolean {
  const parts = action
    .toLowerCase()
    .split('*')
    .map((part) => part.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('?', '.'));
  return new RegExp(`^${parts.join('.*')}$`).test(DELETION);
}
