"""What the computer answers: disk, permissions, other programs, and places where nothing is written. Shown as all other errors are."""

from __future__ import annotations

from prossce_desktop.errors.base import ProssceError


class ComputerError(ProssceError):
    """The disk, a permission or another program stands in the way."""

    code = "computer"
    exit_status = 8


class DiskFull(ComputerError):
    code = "disk-full"
    sentence = "The disk is full. Nothing was lost. Delete files that you do not need, and try again."


class NoPermission(ComputerError):
    code = "no-permission"
    sentence = "There is no permission to write to {path}. Choose another folder."


class FolderMissing(ComputerError):
    code = "folder-missing"
    sentence = "The folder {path} does not exist. Create it first, or choose another folder."


class TargetOpen(ComputerError):
    code = "target-open"
    sentence = "{path} is open in another program. Close it there, or choose another name."


class TargetIsFolder(ComputerError):
    code = "target-is-folder"
    sentence = "{path} is a folder. Give the name of a file."


class TargetInWorkspace(ComputerError):
    code = "target-in-workspace"
    sentence = "{path} is inside the folder of the data. Nothing was saved. Choose another folder."


class TargetOfProgram(ComputerError):
    code = "target-of-program"
    sentence = "{path} belongs to this program. Nothing was written; choose another folder."


class TargetNotAFile(ComputerError):
    code = "target-not-a-file"
    sentence = "{path} is not a normal file. Nothing was written. Choose another name."


class FileNameRefused(ComputerError):
    code = "name-refused"
    sentence = "A file cannot be called “{path}” here. Choose a shorter name of letters and digits."


class DiskFailed(ComputerError):
    code = "disk-failed"
    sentence = "{path} could not be written ({reason}). Nothing was lost; try another folder or disk."


class MailNotHanded(ComputerError):
    code = "mail-not-handed"
    sentence = "No mail program accepted the e-mail. Write an e-mail yourself, attach the package, and copy subject and text."


class PartTooOld(ComputerError):
    code = "part-too-old"
    sentence = "This program needs {part} {least} or newer, but was started with {found}. Install the program again. Your data is not changed."


class PartMissing(ComputerError):
    code = "part-missing"
    sentence = "This program needs {part} {least} or newer, but did not find it. Install the program again. Your data is not changed."


class TooManyRows(ComputerError):
    code = "too-many-rows"
    sentence = "The sheet {sheet} would have more than the {most} rows that Excel can open. Choose a shorter period or fewer countries."


class ExportedInPart(ComputerError):
    code = "exported-in-part"
    sentence = "{written} was saved, the other file was not. {reason}"
