"""Every error a person can act on: a stable code, a plain sentence, and the exit status of the command line."""

from __future__ import annotations

from prossce_desktop.errors.base import ProssceError as ProssceError
from prossce_desktop.errors.computer import (
    ComputerError as ComputerError,
    DiskFailed as DiskFailed,
    DiskFull as DiskFull,
    ExportedInPart as ExportedInPart,
    FileNameRefused as FileNameRefused,
    FolderMissing as FolderMissing,
    MailNotHanded as MailNotHanded,
    NoPermission as NoPermission,
    PartMissing as PartMissing,
    PartTooOld as PartTooOld,
    TargetInWorkspace as TargetInWorkspace,
    TargetIsFolder as TargetIsFolder,
    TargetNotAFile as TargetNotAFile,
    TargetOfProgram as TargetOfProgram,
    TargetOpen as TargetOpen,
    TooManyRows as TooManyRows,
)


class Cancelled(ProssceError):  # nothing is shown
    code = "cancelled"
    sentence = "Cancelled. Nothing was changed."


class ProgramMistake(ProssceError):
    code = "program-mistake"
    sentence = "This is an error in the program, not your mistake. Your text is kept."


class WrongUse(ProssceError):
    code = "wrong-use"
    exit_status = 2


class WorkspaceError(ProssceError):
    code = "workspace"
    exit_status = 3


class WorkspaceMissing(WorkspaceError):
    code = "workspace-missing"
    sentence = "There is no data of this program in {path}."


class WorkspaceNotEmpty(WorkspaceError):
    code = "workspace-not-empty"
    sentence = "The folder {path} is not empty. Choose a new folder for the data."


class WorkspaceInUse(WorkspaceError):
    code = "workspace-in-use"
    sentence = "Another program is writing to this data. Close it, or try again in a moment."


class WrongPassphrase(WorkspaceError):
    code = "wrong-passphrase"
    sentence = "This passphrase does not open the data."


class PassphraseNeeded(WorkspaceError):
    code = "passphrase-needed"
    sentence = "This data is encrypted. Give its passphrase with --passphrase-file."


class WorkspaceNewer(WorkspaceError):
    code = "workspace-newer"
    sentence = "This data was made by a newer version of the program (format {found}; this version reads up to {known}). Please update the program."


class WorkspaceDamaged(WorkspaceError):
    code = "workspace-damaged"
    sentence = "The data in {path} is damaged, or it is not data of this program."


class WorkspaceDamagedCopied(WorkspaceDamaged):
    """The same where a copy was looked at and is whole."""

    sentence = "The data in {path} is damaged, or it is not data of this program. The newest good backup is {copy}."


class NotEncrypted(WorkspaceError):
    code = "not-encrypted"
    sentence = "This data is not encrypted, so it has no recovery key."


class KeyMissing(WorkspaceError):
    code = "key-not-here"
    sentence = "The key of this data is not on this computer. Open the data on the computer where it was made, or with its recovery key."


class WrongRecoveryKey(WorkspaceError):
    code = "wrong-recovery-key"
    sentence = "This recovery key does not open the data."


class RecoveryKeyMistyped(WrongRecoveryKey):
    code = "recovery-key-mistyped"
    sentence = "This recovery key is not complete or not correct: a letter is missing or wrong. Compare it with the paper, group by group."


class PassphraseTaken(WorkspaceError):
    code = "passphrase-taken"
    sentence = "Another officer already uses this passphrase. Please choose another one."


class LastWayIn(WorkspaceError):
    code = "last-way-in"
    sentence = "This is the last passphrase: without it nobody can open the data. Give somebody else a passphrase first."


class OfficerWorking(WorkspaceError):
    code = "officer-working"
    sentence = "{officer} is signed in. Another officer must sign in to remove this name."


class UnknownOfficer(WorkspaceError):
    code = "unknown-officer"
    sentence = "There is no officer with that name."


class OfficerKnown(WorkspaceError):
    code = "officer-known"
    sentence = "{officer} is already on the list."


class WorkspaceReplaced(WorkspaceError):
    code = "workspace-replaced"
    sentence = "Another program removed or replaced the data in {path} while it was open here. Nothing more is saved. What was saved is kept as a backup: open the program again and look under Settings > Backups."


class WorkspaceMoved(WorkspaceError):
    code = "workspace-moved"
    sentence = "This data moved to another computer on {day}. You cannot save here. To work here again, press “Continue here” in the window."


class CannotAccept(ProssceError):
    """A file brought from outside cannot be accepted."""

    code = "cannot-accept"
    exit_status = 4


class BackupMissing(CannotAccept):
    code = "backup-missing"
    sentence = "There is no file at {path}."


class BackupDamaged(CannotAccept):
    code = "backup-damaged"
    sentence = "{path} is not a complete backup of this program. Nothing was restored. Try another backup."


class BackupNewer(CannotAccept):
    code = "backup-newer"
    sentence = "This backup was made by a newer version of the program (format {found}; this version reads up to {known}). Please update the program."


class FileMissing(CannotAccept):
    code = "file-missing"
    sentence = "There is no file at {path}."


class InvitationRefused(CannotAccept):
    code = "invitation-refused"
    sentence = "This invitation cannot be used: {why}. Ask the regional office for a new one."


class InvitationInside(CannotAccept):
    code = "invitation-inside"
    sentence = "This file contains no invitation. Save the file that the regional office sent, and open that file."


class OtherOffice(CannotAccept):
    code = "other-office"
    sentence = "This invitation is from {found}, but this laptop works with {known}. Nothing was changed."


class RequestRefused(CannotAccept):
    code = "request-refused"
    sentence = "This request cannot be accepted: {why}."


class ValuesRefused(ProssceError):
    """Values cannot be accepted; nothing was saved."""

    code = "values-refused"
    exit_status = 5


class ValueRefused(ValuesRefused):
    sentence = "{field}: {said}"


class UnknownKind(ValuesRefused):
    code = "unknown-kind"
    sentence = "There is no kind of record called “{kind}”."


class UnknownField(ValuesRefused):
    code = "unknown-field"
    sentence = "{kind} has no field “{field}”."


class UnknownActivity(ValuesRefused):
    code = "unknown-activity"
    sentence = "There is no activity with the code {activity}."


class CodeOfSeveral(ValuesRefused):
    code = "code-of-several"
    sentence = "Several activities have the code {activity}. Give the ID of one of them: {ids}."


class UnknownRecord(ValuesRefused):
    code = "unknown-record"
    sentence = "There is no record {record}."


class NotAlike(ValuesRefused):
    code = "not-alike"
    sentence = "Choose two people or two organisations. Other records cannot be joined or separated."


class FieldRefused(ValuesRefused):
    code = "bad-value"
    sentence = "{kind}: the field “{field}” cannot have this value."


class BrokenReference(ValuesRefused):
    code = "unknown-record"
    sentence = "A record refers to another record that is not in this data. Nothing was saved."


class PassphraseTooShort(ValuesRefused):
    code = "passphrase-too-short"
    sentence = "A passphrase needs at least {least} letters, not all the same. Three or four words are good."


class UnknownStep(ValuesRefused):
    code = "unknown-step"
    sentence = "There is no step {step}."


class AlreadyUndone(ValuesRefused):
    code = "already-undone"
    sentence = "The step {step} was already undone."


class NothingUndone(ValuesRefused):
    code = "not-undone"
    sentence = "The step {step} was not undone, so it cannot be redone."


class ValuesGone(ValuesRefused):
    code = "values-gone"
    sentence = "Cannot undo: the earlier values are not on this computer."


class ValueWithheld(ValuesRefused):
    code = "value-elsewhere"
    sentence = "The value of “{field}” is not on this computer, and a new value would replace it. Nothing was changed."


class ErasedForGood(ValuesRefused):
    code = "erased-for-good"
    sentence = "An erased person cannot be restored."


class AgesFollow(ValuesRefused):
    code = "ages-follow"
    sentence = "The program works out ages from dates of birth. Correct the date of birth, and the age will change too."


class NoPicture(ValuesRefused):
    code = "no-picture"
    sentence = "{name} is not a photo or scan that the program can read. Save it as JPEG, PNG or PDF without a password, and add it again."


class PictureTooLarge(ValuesRefused):
    code = "picture-too-large"
    # Translators: {name}: the name of a file with a photo or scan
    sentence = "{name} has too many pixels. Make the picture smaller and add it again. Or take a photo of the paper and add the photo."


class TooManyPages(ValuesRefused):
    code = "too-many-pages"
    sentence = "{name} has more than {most} pages. Add only the pages that belong to this activity."


class AttachmentMissing(ValuesRefused):
    code = "picture-not-here"
    sentence = "This photo or scan is not on this computer. You can ask the other office for it."


class PictureDamaged(ValuesRefused):
    code = "picture-damaged"
    sentence = "This photo or scan is damaged on this computer. Add it again. A backup may still have it."


class ReasonNeeded(ValuesRefused):
    code = "reason-needed"
    sentence = "Give a reason first, in a few words. Nothing was changed."


class ReasonNames(ValuesRefused):
    code = "reason-names"
    sentence = "The reason is kept when everything else is erased. Do not write the person’s name, phone or ID number in it."


class CodeTaken(ValuesRefused):
    code = "code-taken"
    sentence = "The code {value} is already used by another activity."


class NoOffice(ValuesRefused):
    code = "no-office"
    sentence = "You cannot send yet. First open the invitation of the regional office."


class NotAnOffice(ValuesRefused):
    code = "not-an-office"
    sentence = "Only the regional office can do this. This is the data of a country."


class UnknownDevice(ValuesRefused):
    code = "unknown-device"
    sentence = "No laptop with the name {device} is known here."


class FingerprintDiffers(ValuesRefused):
    code = "fingerprint-differs"
    sentence = "These are not the six words of this laptop. Nothing was accepted. Call the officer and compare the words again."


class ScopesMixed(ValuesRefused):
    code = "scopes-mixed"
    sentence = "One record cannot belong to two countries. Enter it once for each country."


class NotYours(ValuesRefused):
    code = "not-yours"
    sentence = "The regional office recorded this, and only the regional office can change it. Ask them to change it."


class OtherCountry(NotYours):
    sentence = "These are records of {country}, so their country cannot be changed. Enter the place of the activity under “Held in”."


class ChangedSince(ValuesRefused):
    code = "changed-since"
    sentence = "Cannot undo: {what} was changed again later ({at}, {who})."


class QuestionChanged(ValuesRefused):
    code = "question-changed"
    sentence = "New values arrived while you were working. Look at them first; nothing was decided."


class BasesMix(ValuesRefused):
    code = "bases-mix"
    sentence = "These numbers count different things and cannot be added: {bases}. Each has its own line."


class PassphraseFileMissing(WorkspaceError):
    code = "passphrase-file-missing"
    sentence = "There is no passphrase file at {path}."


class PassphraseFileUnreadable(PassphraseFileMissing):
    code = "passphrase-file-unreadable"
    sentence = "The passphrase file {path} cannot be read. It must be a text file in UTF-8 that you may open."


class HasOwnRecords(ValuesRefused):
    code = "has-own-records"
    sentence = "There are already your own activities in this data. Load the sample data into a new data folder."


class SameTarget(WrongUse):
    code = "same-target"
    sentence = "The workbook and the PDF cannot be the same file. Choose two names."


class PersonalNotAsked(WrongUse):
    code = "personal-not-asked"
    sentence = "This list contains personal data. To get it, tick “With personal data”."


class ListTooLong(WrongUse):
    code = "list-too-long"
    sentence = "The list has {rows} rows, but at most {most} can be copied or printed. Export it to Excel, or filter it."
