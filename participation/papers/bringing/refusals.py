from __future__ import annotations

from participation.foundation.refusals import Refusal, sentence


class FileRefused(Refusal):
    """The file can't be taken; the draft is as it was."""

    code = "file_unread"
    status = 400
    words = sentence(
        "We can't read this file. A Word file (.docx) or an OpenDocument text (.odt) works. Or "
        "copy your words, and paste them here."
    )


class NoFile(FileRefused):
    code = "no_file"
    words = sentence("Choose a file first.")


class FileTooLarge(FileRefused):
    code = "file_too_large"
    status = 413
    words = sentence(
        "This file is larger than 5 MB. Without its pictures it is smaller. Or copy your words, "
        "and paste them here."
    )


class FileTooMuch(FileRefused):
    code = "file_too_much"
    words = sentence(
        "There is more in this file than fits a paper. Choose the part that matters most to you."
    )


class FileLocked(FileRefused):
    code = "file_locked"
    words = sentence("This file has a password. Save it without one, and choose it again.")


class FileHasProgram(FileRefused):
    code = "file_has_program"
    words = sentence(
        "There is a small program (a macro) in this file. Save it as a plain .docx, and choose it "
        "again."
    )


class NoWordsInFile(FileRefused):
    code = "no_words_in_file"
    words = sentence(
        "We found no words in this file that can come in. Perhaps they stand in a picture or in a "
        "chart. Write them here."
    )


class FilesWait(FileRefused):
    """Somebody else writes in the paper without a pause."""

    code = "draft_busy"
    status = 409
    words = sentence("Somebody is writing in this paper just now. Please press once more.")
