/** What AWS accepts as a text. */
export interface TextLimit {
  /** The fewest and the most characters. */
  readonly min?: number;
  readonly max?: number;
  /** A pattern for the whole text, without anchors. */
  readonly pattern?: string;
}

/** A pattern that matches the texts within a limit. */
export function patternOf(limit: TextLimit): RegExp {
  return new RegExp(`^${endOf(limit)}$`, 'u');
}

/** The source of a pattern that matches a text within a limit at the end of a longer one, such as the name in an ARN. */
export function endOf({ min = 0, max = Infinity, pattern = '[^]*' }: TextLimit): string {
  return `(?=[^]{${min},${max === Infinity ? '' : max}}$)(?:${pattern})`;
}
