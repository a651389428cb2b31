"""Which language and pipeline a text gets: as the options say, else as the text reads."""

from functools import cache


def language_of(options, text):
    """Give the code of the language to load, or None where the model decides."""
    from servanda.annotation.languages import detect_language
    from servanda.pipeline import RULES

    if options.language or options.model not in (None, RULES):
        return options.language
    return detect_language(text)


def pipelines(options):
    """Give a function from a text to the pipeline of its language, each loaded once."""
    from servanda.pipeline import RULES, load

    @cache
    def of_language(language):
        return load(options.model, language, options.brackets, options.semantics)

    if options.language or options.model not in (None, RULES):
        of_language(options.language)  # a wrong name shows before any draft is read
    return lambda text: of_language(language_of(options, text))
