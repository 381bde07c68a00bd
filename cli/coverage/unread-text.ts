import type { Unread } from '../../domain/coverage/status';
import { groupedBy } from '../../domain/grouped-by';

/** How many accounts a message names. */
const NAMED = 3;

/** Each message once, with where it is from. */
export function unreadText(unread: readonly Unread[]): string {
  const groups = groupedBy(unread, ({ what, permission, message, account }) =>
    permission === undefined ? `${what} ${message}` : `${what} ${permission} ${message.replaceAll(account, '')}`,
  );
  return [...groups.values()]
    .map((group) => {
      const [first] = group;
      const places = group.map(({ account, region }) => `${account}${region === '' ? '' : ` ${region}`}`);
      const more = places.length > NAMED ? ` and ${places.length - NAMED} more` : '';
      return `? ${first?.what} in ${places.slice(0, NAMED).join(', ')}${more}: ${first?.message}`;
    })
    .join('\n');
}
