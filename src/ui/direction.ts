/** ISO 15924, as `Intl` names them. */
const FROM_RIGHT = ['Arab', 'Hebr', 'Thaa', 'Syrc', 'Nkoo', 'Adlm', 'Rohg'];

/** Which way the texts of a language run. Of the language and not of the page: English within an Arabic page is still English. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  try {
    return FROM_RIGHT.includes(new Intl.Locale(language).maximize().script ?? '') ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
