/** One line of the report. */
export interface ReportedPart {
  /** What it is about, such as `policy daily`. */
  readonly what: string;
  /** What the first apply changes, why it is not typed, or why it stays outside. */
  readonly text: string;
}

/** What a pull has to report, collected while it maps. */
export class PulledReport {
  /** What the first apply changes although it imports everything. */
  readonly changed: ReportedPart[] = [];
  /** Policies that stay documents. */
  readonly documents: ReportedPart[] = [];
  /** What the configuration does not have. */
  readonly left: ReportedPart[] = [];

  changes(what: string, text: string): void {
    this.changed.push({ what, text });
  }

  untyped(what: string, text: string): void {
    this.documents.push({ what, text });
  }

  outside(what: string, text: string): void {
    this.left.push({ what, text });
  }
}
