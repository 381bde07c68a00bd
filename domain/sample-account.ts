/** Account IDs of the shipped sample: one digit, twelve times. */
export const SAMPLE_ACCOUNT = /(?<!\d)(?<value>(\d)\2{11})(?!\d)/;
